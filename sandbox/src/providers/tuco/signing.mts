import type { SignedHeaders, SigningInput } from '../../deliveries/delivery.mts';
import { hmacSha256 } from '../hmac.mts';

/** Signs as Tuco does: the body alone, with the secret as UTF-8 although it looks like base64. The time is not signed. */
export function signTuco({ body, at, secret = '' }: SigningInput, eventType: string): SignedHeaders {
	return {
		signatureBase: body,
		headers: { 'X-Tuco-Event': eventType, 'X-Tuco-Timestamp': new Date(at).toISOString() },
		signature: { 'X-Tuco-Signature': hmacSha256(secret, body, 'hex') },
	};
}
