import type { Conversation, Message } from '../../src/model/message.mts';
import { messageInWords } from './part-text.mts';

/** Whether a conversation matches a search: a name, a number or a message, in any case. */
export function isFound(
	words: string,
	{ id, participants }: Conversation,
	{ messages, nameOf }: { messages: readonly Message[]; nameOf(number: string): string },
): boolean {
	const wanted = plain(words);
	if (wanted === '') return true;
	const texts = [...participants, ...participants.map(nameOf)];
	for (const message of messages) if (message.conversationId === id) texts.push(messageInWords(message), ...message.parts.map(textOf));
	return texts.some((text) => plain(text).includes(wanted)) || isNumberOf(words, participants);
}

function textOf(part: Message['parts'][number]): string {
	return part.type === 'text' ? part.text : part.url;
}

// A number matches in any spelling.
function isNumberOf(words: string, participants: readonly string[]): boolean {
	const digits = words.replace(/[\s()./-]/g, '');
	return /^\+?\d{3,}$/.test(digits) && participants.some((number) => number.includes(digits));
}

function plain(text: string): string {
	return text.toLocaleLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').replace(/\s+/g, ' ').trim();
}
