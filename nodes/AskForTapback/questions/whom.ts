import { plainAddress, type Provider } from '../../../core';

/** The addressee of a question: either `to` (a person, or another recipient of the provider) or a conversation. The other text is empty. */
export interface Whom {
	to: string;
	conversationId: string;
}

/** Longer numbers are ids that consist of digits. */
const LONGEST_NUMBER = 20;

/** A phone number or an e-mail address is a person. Everything else is a conversation's id, unless the provider addresses recipients only. */
export function whomOf({ messages }: Provider, given: string): Whom {
	const text = given.trim();
	const isRecipient = isPerson(text) || messages.addressedBy === 'recipient';
	return isRecipient ? { to: text, conversationId: '' } : { to: '', conversationId: text };
}

export function isPerson(address: string): boolean {
	const plain = plainAddress(address);
	return plain.includes('@') || (/^\+?\d+$/.test(plain) && plain.length <= LONGEST_NUMBER);
}
