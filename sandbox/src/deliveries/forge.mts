import type { Forgery } from '../model/delivery-event.mts';
import { isRecord, parseJson } from '../model/json.mts';
import type { OutgoingDelivery, SignedHeaders } from './delivery.mts';

/** Twice the tolerance of 300 s that every vendor with a signed time documents. */
const TIME_SHIFT_MS = 600_000;

/** Signs an attempt. With `forgery`, makes an attempt that a receiver should refuse, as far as the vendor's scheme allows. */
export function signAttempt(
	outgoing: OutgoingDelivery,
	{ at, forgery }: { at: number; forgery?: Forgery },
): { body: string; signed: SignedHeaders } {
	const { body, secret } = outgoing;
	switch (forgery) {
		case undefined:
			return { body, signed: outgoing.sign({ body, at, secret }) };
		case 'body':
			return { body: tamperBody(body), signed: outgoing.sign({ body, at, secret }) };
		case 'signature':
			return {
				body,
				signed: outgoing.sign({ body, at, secret: secret === undefined ? undefined : tamperSecret(secret) }),
			};
		case 'unsigned':
			return { body, signed: { ...outgoing.sign({ body, at, secret }), signature: {} } };
		case 'stale':
			return { body, signed: outgoing.sign({ body, at: at - TIME_SHIFT_MS, secret }) };
		case 'future':
			return { body, signed: outgoing.sign({ body, at: at + TIME_SHIFT_MS, secret }) };
	}
}

// A new field instead of white space, so that a receiver that serialises the body again also notices.
function tamperBody(body: string): string {
	const payload = parseJson(body);
	return JSON.stringify(isRecord(payload) ? { ...payload, forged: true } : { forged: true });
}

// The middle character, because every format has one, and it is never base64 padding.
function tamperSecret(secret: string): string {
	const middle = Math.floor(secret.length / 2);
	return `${secret.slice(0, middle)}${secret[middle] === 'A' ? 'B' : 'A'}${secret.slice(middle + 1)}`;
}
