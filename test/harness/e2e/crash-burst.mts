import { setTimeout as sleep } from 'node:timers/promises';

import type { WebhookFront } from '../../../host/queue/webhook-front.mts';
import type { Delivery } from '../../../sandbox/src/index.mts';
import { isAnswered, publishAnswering, type AnsweringWorkflow } from './answering.mts';
import { createRunLog, type Run } from './run-log.mts';
import { postTo, signedTapbacks } from './signed-tapbacks.mts';
import type { Harness } from './harness.mts';

/** This vendor names the message in its events, and repeats a delivery that was not answered. */
export const PROVIDER = 'linq';
export const EVENTS = 40;

/** Delay of the vendor's responses: when n8n is killed, some runs are active and some have ended. */
const ANSWER_AFTER_MS = 300;
const LOOK_EVERY_MS = 10;

/** n8n 2.8.4 sometimes keeps the status "running" for a run that died. */
const GIVEN_UP = ['crashed', 'running'];
const GIVEN_UP_AFTER_MS = 20_000;

/** The result of a tapback that was delivered while n8n was killed. */
export interface Fate {
	messageId: string;
	delivery: Delivery;
	/** The status that n8n answered; undefined if it was killed before. */
	status: number | undefined;
}

export interface Burst {
	answering: AnsweringWorkflow;
	fates: Fate[];
	/** The runs of the workflow so far. */
	runs(): Promise<Run[]>;
	/** Messages whose event has a completed run. */
	ran(): Promise<Set<string>>;
	/** Runs with a status of GIVEN_UP, of events without a completed run. */
	lost(): Promise<Run[]>;
}

/** Kills n8n after some answers of a burst, and starts it again with the same database. */
export async function killInBurst(harness: Harness, killAfter: number): Promise<Burst> {
	const answering = await publishAnswering(harness, PROVIDER);
	slowDown(harness);
	const tapbacks = signedTapbacks(harness, PROVIDER, EVENTS);
	let answered = 0;
	const fates = await Promise.all(
		tapbacks.map(async ({ messageId, delivery }) => {
			const status = await postTo(harness.n8n.url, delivery).catch(() => undefined);
			if (status !== undefined) answered += 1;
			if (status !== undefined && answered === killAfter) await harness.n8n.kill();
			return { messageId, delivery, status };
		}),
	);
	return await afterRestart(harness, answering, fates);
}

/** The same, but the provider delivers one event after another, and repeats unanswered ones by its own schedule. */
export async function killWhileProviderDelivers(harness: Harness, front: WebhookFront, killAfter: number): Promise<Burst> {
	front.sendTo([harness.n8n.url]);
	const answering = await publishAnswering(harness, PROVIDER);
	slowDown(harness);
	const ids = Array.from({ length: EVENTS }, (_, index) => {
		const { id: messageId } = harness.control.sendMessage(PROVIDER, { from: 'agent', text: `Message ${index + 1} of ${EVENTS}` });
		return { messageId, deliveryId: harness.control.react(PROVIDER, { messageId, reaction: 'love' }).deliveries[0] };
	});
	const fates = () => {
		const all = harness.control.deliveries({ provider: PROVIDER, limit: 500 });
		return ids.flatMap(({ messageId, deliveryId }) => {
			const delivery = all.find(({ id }) => id === deliveryId);
			return delivery === undefined ? [] : [{ messageId, delivery, status: delivery.attempts.at(-1)?.status ?? undefined }];
		});
	};
	while (fates().filter(({ status }) => status === 200).length < killAfter) await sleep(LOOK_EVERY_MS);
	await harness.n8n.kill();
	// While n8n starts it answers 404, which the provider takes for final.
	front.sendTo([]);
	const burst = await afterRestart(harness, answering, fates());
	front.sendTo([harness.n8n.url]);
	while (fates().some(({ delivery }) => delivery.state === 'pending')) await sleep(LOOK_EVERY_MS);
	return { ...burst, fates: fates() };
}

async function afterRestart(harness: Harness, answering: AnsweringWorkflow, fates: Fate[]): Promise<Burst> {
	harness.control.clearFaults(PROVIDER);
	await harness.n8n.restart();
	const log = createRunLog(harness.client, answering.workflow.id, { givenUpAfterMs: GIVEN_UP_AFTER_MS });
	const runs = async () => await log.runs();
	const ran = async () =>
		new Set((await runs()).flatMap(({ status, wentOn, messageId }) => (status === 'success' && wentOn ? (messageId ?? []) : [])));
	return {
		...{ answering, fates, runs, ran },
		async lost() {
			const through = await ran();
			return (await runs()).filter(({ status, messageId }) => GIVEN_UP.includes(status) && !through.has(messageId ?? ''));
		},
	};
}

/** The number of requests by which a workflow answered this message. */
export function requestsFor({ control }: Harness, messageId: string): number {
	const all = control.requests({ provider: PROVIDER, limit: 500 });
	return all.filter(({ method, path }) => method === 'POST' && path.includes(messageId)).length;
}

export function allAnswered(harness: Harness, fates: readonly Fate[]): boolean {
	return fates.every(({ messageId }) => isAnswered(harness, PROVIDER, messageId));
}

function slowDown({ control }: Harness): void {
	const slow = { kind: 'delay', delayMs: ANSWER_AFTER_MS } as const;
	control.addFault(PROVIDER, { match: { method: 'POST', path: '/reactions' }, times: 10 * EVENTS, fault: slow });
}
