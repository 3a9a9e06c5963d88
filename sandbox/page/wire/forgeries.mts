import type { Delivery } from '../../src/deliveries/delivery.mts';
import type { Forgery } from '../../src/model/delivery-event.mts';
import { isProof } from './signature-recipe.mts';

/** The texts of a forgery. */
export interface ForgeryText {
	forgery: Forgery;
	title: string;
	/** How the webhook is tampered with. */
	explanation: string;
}

/** Every forgery, the simplest first. */
export const FORGERY_TEXTS: readonly ForgeryText[] = [
	{ forgery: 'body', title: 'Changed body', explanation: 'A field is added after signing, as an attacker in between could do.' },
	{ forgery: 'signature', title: 'Wrong secret', explanation: 'Signed with another secret, as by someone who knows only your URL.' },
	{
		forgery: 'unsigned',
		title: 'No signature',
		explanation: 'The signature is left out. A check that is skipped without a signature accepts it.',
	},
	{ forgery: 'stale', title: 'Ten minutes old', explanation: 'Genuine, but ten minutes old: a replay.' },
	{
		forgery: 'future',
		title: 'Ten minutes ahead',
		explanation: 'Genuine, but dated ten minutes ahead, for a later replay.',
	},
];

/** The title of a forgery. */
export function forgeryTitle(forgery: Forgery): string {
	return FORGERY_TEXTS.find((text) => text.forgery === forgery)?.title ?? forgery;
}

/** Why a receiver can't notice a forgery of this delivery; `undefined` if it can, and should answer 401. */
export function whyUnnoticed(
	{ headers, body, signatureBase }: Pick<Delivery, 'headers' | 'body' | 'signatureBase'>,
	forgery: Forgery,
): string | undefined {
	if (signatureBase === '' && !Object.keys(headers).some(isProof)) return 'this webhook carries no proof of its sender';
	switch (forgery) {
		case 'signature':
		case 'unsigned':
			return undefined;
		case 'body':
			return signatureBase === '' ? 'a secret in a header does not protect the body' : undefined;
		case 'stale':
		case 'future':
			if (signatureBase === '') return 'a secret in a header does not protect the time';
			return signatureBase === body ? 'the signature does not cover the time' : undefined;
	}
}
