import {
	receiveWebhook,
	registerWebhook,
	type Provider,
	type Received,
	type Registration,
	type TapbackEvent,
	type TapbackFilter,
	type WebhookSpec,
} from '../../core/index.ts';
import type { Delivery } from '../../core/providers/webhook.ts';
import type { ReceiveOptions } from '../../core/webhook/receive.ts';
import type { Bench, BenchOptions } from './bench.mts';
import type { Stage } from './stage.mts';

export const ANYTHING: TapbackFilter = {
	actions: [],
	reactions: [],
	actors: [],
	conversationIds: [],
	messageIds: [],
	lines: [],
	includeOwn: false,
};

export const NEW_SECRET = 'a-fresh-secret-of-ours';

/** A bench whose vendor has our webhook, registered by core, at the stage's receiver. */
export interface Listener extends Bench {
	registration: Registration;
	/** What the human does now, and the deliveries it causes. */
	react(input?: Partial<Parameters<Bench['control']['react']>[1]>): Promise<Delivery[]>;
	receive(delivery: Delivery, options?: Partial<ReceiveOptions>): Received;
	/** The event of a delivery. @throws where it is ignored. */
	eventOf(delivery: Delivery | undefined, options?: Partial<ReceiveOptions>): TapbackEvent;
}

export function wantedHook(bench: Bench, url: string, changes: Partial<WebhookSpec> = {}): WebhookSpec {
	const fields = bench.scenario.registration.fields(bench.overview());
	const keptSecrets = { get: () => changes.knownSecret, keep: () => undefined };
	return { url, fields, knownSecret: undefined, keptSecrets, newSecret: () => NEW_SECRET, ...changes };
}

/** Core at the receiving end, knowing one secret. */
export function receiverOf(stage: Stage, provider: Provider, secret: string): Listener['receive'] {
	return (delivery, changes) =>
		receiveWebhook(provider, delivery, {
			secrets: [secret],
			now: stage.now(),
			filter: ANYTHING,
			textFallback: provider.webhook.textFallback?.byDefault ?? false,
			includeRaw: false,
			...changes,
		});
}

export async function listen(
	stage: Stage,
	provider: Provider,
	{ wantsMessages = false, ...options }: BenchOptions & Pick<WebhookSpec, 'wantsMessages'> = {},
): Promise<Listener> {
	const bench = stage.bench(provider, options);
	const registration = await registerWebhook(provider, bench.call, wantedHook(bench, stage.receiver.url, { wantsMessages }));
	const receive = receiverOf(stage, provider, registration.secret);
	return {
		...bench,
		registration,
		receive,
		async react(input) {
			const { deliveries } = bench.control.react(provider.id, { messageId: bench.message().id, reaction: 'love', ...input });
			return await stage.receiver.take(deliveries.length);
		},
		eventOf(delivery, changes) {
			const received = delivery && receive(delivery, changes);
			if (received?.kind === 'tapback') return received.event;
			throw new Error(received ? `Ignored: ${received.why}` : 'No delivery came.');
		},
	};
}
