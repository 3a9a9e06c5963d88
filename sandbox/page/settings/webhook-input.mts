import { parseHttpUrl } from '../../src/model/loopback.mts';
import { descriptionOf } from '../state/description-of.mts';
import { isRemote } from './hooks.mts';

/** The error of a new webhook's address; `undefined` if it is valid. */
export function refuseUrl(url: string): string | undefined {
	if (url === '') return 'Enter the address of the webhook.';
	return parseHttpUrl(url) ? undefined : 'Enter a whole address, with http:// or https://.';
}

/** A warning about the address before it is added. */
export function cautionFor(url: string, allowsRemoteDeliveries: boolean): string | undefined {
	if (allowsRemoteDeliveries || !isRemote(url)) return undefined;
	return 'This is another machine: the sandbox registers the webhook, but does not deliver to it.';
}

/** What a vendor does with an added webhook. */
export function addingNote(providerId: string): string | undefined {
	return descriptionOf(providerId)?.addingNote;
}
