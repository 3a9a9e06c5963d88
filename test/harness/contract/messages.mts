import { type InboundMessage, type MessageInput } from '../../../core/index.ts';
import { type Harness } from './harness.mts';

export const PICTURE = 'https://media.example.com/table.png';

/** What a person's message says of where it belongs is enough to answer it. */
export function answerTo({ conversationId, returnAddress, line }: InboundMessage): MessageInput {
	return { conversationId: conversationId ?? undefined, to: returnAddress ?? undefined, line: line ?? undefined };
}

export const sentTexts = ({ control, provider }: Harness, id = control.messages(provider.id)[0]?.conversationId) =>
	control.messages(provider.id, id).flatMap(({ from, parts }) => (from === 'agent' ? [parts] : []));
