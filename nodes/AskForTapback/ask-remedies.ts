import type { RemedyWords } from '../../core';
import { REMEDIES } from '../shared/remedies';

/** What a user does here, where it isn't what a trigger's user does. */
export const ASK_REMEDIES: RemedyWords = {
	...REMEDIES,
	'register-for-good':
		'Make a key in the provider’s console, or rotate the one there is, and paste it into Webhook Signing Secret of the credential.',
	'enter-signing-key': 'Paste it into Webhook Signing Secret of the credential, which serves all workflows that use it.',
};
