import { PROVIDERS } from '../../../core/providers/registry.ts';
import { inParallel } from '../../../host/in-parallel.mts';
import type { Delivery } from '../../../sandbox/src/index.mts';
import { createChance } from '../../fuzz/chance.mts';
import { forgeriesOf, postTo, signedTapback } from './signed-tapbacks.mts';
import type { Harness } from './harness.mts';

/** How an event is delivered, in percent. */
const KINDS = {
	/** Delivered once. */
	once: 55,
	/** Delivered again as soon as it was answered. */
	again: 10,
	/** Delivered in four copies at the same moment. */
	'at once': 5,
	/** Delivered again hundreds of events later. */
	later: 14,
	/** Delivered only as a forgery. */
	forged: 8,
	/** Delivered once, but filtered out by the workflow. */
	filtered: 8,
};
export type Kind = keyof typeof KINDS;

const COPIES_AT_ONCE = 4;
/** n8n's database keeps the last 1,000 event ids of a node. An older event would run again. */
const LATER_BY_EVENTS = { least: 200, most: 500 };
/** A signature that covers the time is valid for five minutes. */
const LATER_WITHIN_MS = 200_000;

export interface Traffic {
	/** Deliveries so far. */
	readonly count: number;
	/** The same by kind. */
	readonly counts: Readonly<Record<Kind, number>>;
	/** Every message whose tapback was delivered and wanted. */
	readonly genuine: ReadonlySet<string>;
	/** One line for each wrong answer. */
	readonly wrong: readonly string[];
	/** Makes `count` deliveries, and waits for the answers. */
	send(count: number, inFlight: number): Promise<void>;
	/** Delivers the last events of each provider once more. Returns their number. */
	sendLastAgain(perProvider: number, inFlight: number): Promise<number>;
}

interface Delivered {
	delivery: Delivery;
	at: number;
}

/** The deliveries of all providers, in an order that the seed determines. Simultaneous ones may overtake each other. */
export function createTraffic(harness: Harness, { seed }: { seed: number }): Traffic {
	const chance = createChance(seed);
	const kinds = Object.entries(KINDS).flatMap(([kind, times]) => Array<Kind>(times).fill(kind as Kind));
	const delivered = new Map<string, Delivered[]>(PROVIDERS.map(({ id }) => [id, []]));
	const counts: Record<Kind, number> = { once: 0, again: 0, 'at once': 0, later: 0, forged: 0, filtered: 0 };
	const genuine = new Set<string>();
	const wrong: string[] = [];
	let messages = 0;
	let count = 0;

	async function post(kind: Kind, provider: string, deliver: () => Promise<number>, expected = 200): Promise<void> {
		count += 1;
		counts[kind] += 1;
		const status = await deliver().catch((error: unknown) => String(error));
		if (status !== expected) wrong.push(`${provider}, ${kind}: ${status}`);
	}

	function tap(provider: string, kind: Kind): Delivery {
		const text = `Message ${(messages += 1)}`;
		const { id: messageId } = harness.control.sendMessage(provider, { from: 'agent', text });
		const delivery = signedTapback(harness, { provider, messageId, reaction: kind === 'filtered' ? 'dislike' : 'love' });
		if (kind === 'forged' || kind === 'filtered') return delivery;
		genuine.add(PROVIDERS.find(({ id }) => id === provider)?.capabilities.receiveTarget.level === 'no' ? text : messageId);
		delivered.get(provider)?.push({ delivery, at: Date.now() });
		return delivery;
	}

	function earlier(provider: string): Delivery | undefined {
		const all = delivered.get(provider) ?? [];
		const back = LATER_BY_EVENTS.least + chance.below(LATER_BY_EVENTS.most - LATER_BY_EVENTS.least);
		const found = all.at(-back);
		return found !== undefined && Date.now() - found.at < LATER_WITHIN_MS ? found.delivery : undefined;
	}

	async function step(): Promise<void> {
		const { id: provider } = chance.pick(PROVIDERS);
		const chosen = chance.pick(kinds);
		const old = chosen === 'later' ? earlier(provider) : undefined;
		const kind = chosen === 'later' && old === undefined ? 'once' : chosen;
		const delivery = old ?? tap(provider, kind);
		const deliver = async () => await postTo(harness.n8n.url, delivery);
		if (kind === 'forged') {
			const forge = chance.pick(forgeriesOf(provider));
			return await post(kind, provider, async () => (await harness.control.redeliver(delivery.id, { forge })).status, 401);
		}
		const copies = Array.from({ length: kind === 'at once' ? COPIES_AT_ONCE : 1 }, async () => await post(kind, provider, deliver));
		await Promise.all(copies);
		if (kind === 'again') await post(kind, provider, deliver);
	}

	return {
		...{ counts, genuine, wrong },
		get count() {
			return count;
		},
		async send(wanted, inFlight) {
			const until = count + wanted;
			const lane = async () => {
				while (count < until) await step();
			};
			await Promise.all(Array.from({ length: inFlight }, lane));
		},
		async sendLastAgain(perProvider, inFlight) {
			const last = [...delivered].flatMap(([provider, all]) => all.slice(-perProvider).map(({ delivery }) => ({ provider, delivery })));
			const young = last.filter(({ delivery }) => Date.now() - Date.parse(delivery.at) < LATER_WITHIN_MS);
			await inParallel(young, inFlight, async ({ provider, delivery }) => {
				await post('later', provider, async () => await postTo(harness.n8n.url, delivery));
			});
			return young.length;
		},
	};
}
