import {
	receiveAny,
	registerWebhook,
	type InboundMessage,
	type MessageInput,
	type Provider,
	type ReceivedAny,
	type Registration,
	type WebhookSpec,
} from '../../../core/index.ts';
import type { Delivery } from '../../../core/providers/webhook.ts';
import type { ReceiveOptions } from '../../../core/webhook/receive.ts';
import type { Harness } from './harness.mts';
import { receiveOptions, wantedWebhook } from './listen.mts';
import type { SandboxHarness } from './sandbox.mts';

export const PICTURE = 'https://media.example.com/table.png';

/** A harness whose vendor has our webhook for tapbacks and messages. */
export interface MessageListener extends Harness {
	spec: WebhookSpec;
	registration: Registration;
	receive(delivery: Delivery, changes?: Partial<ReceiveOptions>): ReceivedAny;
	/** A person writes; gives the message as core reads its delivery. */
	hear(input?: Partial<Parameters<Harness['control']['sendMessage']>[1]>): Promise<InboundMessage>;
}

export async function listenToAll(sandbox: SandboxHarness, provider: Provider): Promise<MessageListener> {
	const harness = sandbox.harness(provider);
	const spec = wantedWebhook(harness, sandbox.receiver.url, { wantsMessages: true });
	const registration = await registerWebhook(provider, harness.call, spec);
	const receive: MessageListener['receive'] = (delivery, changes) =>
		receiveAny(provider, delivery, { ...receiveOptions(sandbox, provider, registration.secret), ...changes });
	return {
		...harness,
		...{ spec, registration, receive },
		async hear(input) {
			harness.control.sendMessage(provider.id, { from: 'human', text: 'Is there parking?', ...input });
			const [delivery] = await sandbox.receiver.take(1);
			const received = delivery && receive(delivery);
			if (received?.kind === 'message') return received.message;
			throw new Error(`It should be a message: ${JSON.stringify(received)}`);
		},
	};
}

/** The conversation, address and line to answer a message, all taken from the message itself. */
export function answerTo({ conversationId, returnAddress, line }: InboundMessage): MessageInput {
	return { conversationId: conversationId ?? undefined, to: returnAddress ?? undefined, line: line ?? undefined };
}

export const sentTexts = ({ control, provider }: Harness, id = control.messages(provider.id)[0]?.conversationId) =>
	control.messages(provider.id, id).flatMap(({ from, parts }) => (from === 'agent' ? [parts] : []));
