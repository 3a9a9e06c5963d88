import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { LinqAPIV3 } from '@linqapp/sdk';
import { Webhook } from 'standardwebhooks';

import { createLiveSet, providerById, receiveWebhook, type TapbackFilter } from '../../core/index.ts';
import { parseJson } from '../../core/webhook/json.ts';
import type { Captured } from './verify-deliveries.mts';

/* Runs in a process of its own, under the Node that is measured: `node worker.mjs deliveries.json linq`. Prints microseconds as JSON. */

const WARM_UP_ROUNDS = 3;
const ROUNDS = 15;
const TIMES = 4000;

const EVERYTHING: TapbackFilter = {
	...{ actions: [], reactions: [], actors: [], conversationIds: [], messageIds: [], lines: [] },
	includeOwn: false,
};

type Task = () => unknown;

/** The least possible work: the same hash over the same bytes, a comparison in constant time, and JSON.parse. */
function bareLimit({ signed, secret, body }: Captured): Task {
	const bytes = Buffer.from(body);
	const expected = createHmac('sha256', secret).update(signed).update(bytes).digest();
	return () => {
		const digest = createHmac('sha256', secret).update(signed).update(bytes).digest();
		if (!timingSafeEqual(digest, expected)) throw new Error('The signature does not match.');
		return JSON.parse(bytes.toString('utf8'));
	};
}

function ours({ provider: id, headers, body, secret, at }: Captured): Task {
	const { webhook } = providerById(id);
	const rawBody = Buffer.from(body);
	const delivery = { headers, rawBody };
	return () => {
		webhook.verify(delivery, { secret, now: at });
		const tapback = webhook.parse(parseJson(rawBody), delivery, { textFallback: true });
		if (tapback === undefined) throw new Error(`${id}: no tapback`);
		return tapback;
	};
}

/** With all later steps: the filter, the previous tapbacks, the output event. */
function received({ provider: id, headers, body, secret, at }: Captured): Task {
	const provider = providerById(id);
	const delivery = { headers, rawBody: Buffer.from(body) };
	const liveSet = createLiveSet();
	const options = { secrets: [secret], now: at, filter: EVERYTHING, textFallback: true, includeRaw: false, liveSet };
	return () => {
		const received = receiveWebhook(provider, delivery, options);
		if (received.kind !== 'tapback') throw new Error(`${id}: ${received.why}`);
		return received;
	};
}

/** Ordinary messages of every length and script, in turn. */
const ORDINARY = [
	'Ok',
	'Thanks, that works for me.',
	'Can we move it to Friday? I have a meeting until four and would be late, and one of us needs a chair for a child.',
	'Questions? Call us at 555-0100.',
	'Loved the dinner last night, thank you all so much!',
	'Danke, bis morgen!',
	'Até amanhã, obrigado',
	'Хорошо, договорились',
	'明日行きます',
	'👍',
];

/** Through Sendblue, where every message may be a fallback text. */
function ordinary({ provider: id, headers, body, secret, at }: Captured): Record<string, Task> {
	if (id !== 'sendblue') return {};
	const { webhook } = providerById(id);
	const deliveries = ORDINARY.map((content) => ({ headers, rawBody: Buffer.from(JSON.stringify({ ...JSON.parse(body), content })) }));
	let turn = 0;
	const task = () => {
		const delivery = deliveries[(turn += 1) % deliveries.length] ?? { headers, rawBody: Buffer.from(body) };
		webhook.verify(delivery, { secret, now: at });
		const tapback = webhook.parse(parseJson(delivery.rawBody), delivery, { textFallback: true });
		if (tapback !== undefined) throw new Error(`${id}: a tapback`);
	};
	return { ordinary: task };
}

function others({ provider, headers, body, secret, at }: Captured): Record<string, Task> {
	if (provider !== 'linq') return {};
	const texts = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
	const webhook = new Webhook(secret);
	const client = new LinqAPIV3({ apiKey: 'none', webhookSecret: secret });
	// Both read the machine's clock.
	if (Math.abs(Date.now() - at) > 60_000) throw new Error('The deliveries are too old for the libraries.');
	return {
		standardwebhooks: () => webhook.verify(body, texts),
		'@linqapp/sdk': () => client.webhooks.unwrap(body, { headers: texts }),
	};
}

/** Processor time, because other programs on the machine change it less than the time on the clock. */
function microseconds(task: Task): number {
	const before = process.cpuUsage();
	for (let turn = 0; turn < TIMES; turn += 1) task();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / TIMES;
}

const [, , file = '', provider] = process.argv;
const captured: Captured[] = JSON.parse(readFileSync(file, 'utf8'));
const delivery = captured.find((found) => found.provider === provider);
if (delivery === undefined) throw new Error(`There is no delivery of ${provider}.`);

const tasks: Record<string, Task> = {
	bare: bareLimit(delivery),
	ours: ours(delivery),
	received: received(delivery),
	...ordinary(delivery),
	...others(delivery),
};
const rounds = Object.fromEntries(Object.keys(tasks).map((name) => [name, [] as number[]]));
for (let round = 0; round < WARM_UP_ROUNDS; round += 1) for (const task of Object.values(tasks)) microseconds(task);
for (let round = 0; round < ROUNDS; round += 1) {
	for (const [name, task] of Object.entries(tasks)) rounds[name]?.push(microseconds(task));
}
console.log(JSON.stringify(rounds));
