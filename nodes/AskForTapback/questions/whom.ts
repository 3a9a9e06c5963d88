import { plainAddress, type Provider } from '../../../core';

/** To whom a question goes: `to` a person, or what else the provider writes to, or into a conversation. */
export interface Whom {
	to: string;
	conversationId: string;
}

/** Longer ones are ids that happen to have digits only. */
const LONGEST_NUMBER = 20;

/** A phone number and an e-mail address are a person; all else is the id of a conversation. */
export function whomOf({ messages }: Provider, given: string): Whom {
	const text = given.trim();
	const isRecipient = isPerson(text) || messages.addressedBy === 'recipient';
	return isRecipient ? { to: text, conversationId: '' } : { to: '', conversationId: text };
}

export function isPerson(address: string): boolean {
	const plain = plainAddress(address);
	return plain.includes('@') || (/^\+?\d+$/.test(plain) && plain.length <= LONGEST_NUMBER);
}
