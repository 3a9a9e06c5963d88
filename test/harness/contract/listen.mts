import {
	receiveWebhook,
	registerWebhook,
	type Provider,
	type Received,
	type Registration,
	type TapbackEvent,
	type TapbackFilter,
	type WebhookSpec,
} from '../../../core/index.ts';
import type { Delivery } from '../../../core/providers/webhook.ts';
import type { ReceiveOptions } from '../../../core/webhook/receive.ts';
import type { Harness, HarnessOptions } from './harness.mts';
import type { SandboxHarness } from './sandbox.mts';

export const ANYTHING: TapbackFilter = {
	actions: [],
	reactions: [],
	actors: [],
	conversationIds: [],
	messageIds: [],
	lines: [],
	includeOwn: false,
};

const NEW_SECRET = 'a-fresh-secret-of-ours';

/** A harness whose vendor has our webhook, registered by core, at the sandbox's receiver. */
export interface Listener extends Harness {
	registration: Registration;
	/** The human taps; returns the deliveries that this causes. */
	react(input?: Partial<Parameters<Harness['control']['react']>[1]>): Promise<Delivery[]>;
	receive(delivery: Delivery, options?: Partial<ReceiveOptions>): Received;
	/** The event of a delivery. @throws where it is ignored. */
	eventOf(delivery: Delivery | undefined, options?: Partial<ReceiveOptions>): TapbackEvent;
}

export function wantedWebhook(harness: Harness, url: string, changes: Partial<WebhookSpec> = {}): WebhookSpec {
	const fields = harness.scenario.registration.fields(harness.overview());
	const secretStore = { get: () => changes.knownSecret, keep: () => undefined };
	return { url, fields, knownSecret: undefined, secretStore, newSecret: () => NEW_SECRET, ...changes };
}

/** A receiver that verifies and reads deliveries with core, by one secret. */
export function receiverOf(sandbox: SandboxHarness, provider: Provider, secret: string): Listener['receive'] {
	return (delivery, changes) => receiveWebhook(provider, delivery, { ...receiveOptions(sandbox, provider, secret), ...changes });
}

/** The usual options of a receiver that knows one secret and takes everything. */
export function receiveOptions(sandbox: SandboxHarness, provider: Provider, secret: string): ReceiveOptions {
	return {
		secrets: [secret],
		now: sandbox.now(),
		filter: ANYTHING,
		textFallback: provider.webhook.textFallback?.byDefault ?? false,
		includeRaw: false,
	};
}

export async function listen(
	sandbox: SandboxHarness,
	provider: Provider,
	{ wantsMessages = false, ...options }: HarnessOptions & Pick<WebhookSpec, 'wantsMessages'> = {},
): Promise<Listener> {
	const harness = sandbox.harness(provider, options);
	const registration = await registerWebhook(provider, harness.call, wantedWebhook(harness, sandbox.receiver.url, { wantsMessages }));
	const receive = receiverOf(sandbox, provider, registration.secret);
	return {
		...harness,
		registration,
		receive,
		async react(input) {
			const { deliveries } = harness.control.react(provider.id, { messageId: harness.message().id, reaction: 'love', ...input });
			return await sandbox.receiver.take(deliveries.length);
		},
		eventOf(delivery, changes) {
			const received = delivery && receive(delivery, changes);
			if (received?.kind === 'tapback') return received.event;
			throw new Error(received ? `Ignored: ${received.why}` : 'No delivery came.');
		},
	};
}
