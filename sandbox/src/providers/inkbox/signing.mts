import type { SignedHeaders, SigningInput } from '../../deliveries/delivery.mts';
import { hmacSha256 } from '../hmac.mts';

/** Signs as Inkbox does: the key is the text after `whsec_` as UTF-8. Without a key, no signature is sent. */
export function signInkbox({ body, at, secret }: SigningInput, requestId: string): SignedHeaders {
	const timestamp = String(Math.floor(at / 1000));
	const headers = { 'X-Inkbox-Request-ID': requestId, 'X-Inkbox-Timestamp': timestamp };
	if (secret === undefined) return { headers, signature: {}, signatureBase: '' };
	const signatureBase = `${requestId}.${timestamp}.${body}`;
	const digest = hmacSha256(secret.replace(/^whsec_/, ''), signatureBase, 'hex');
	return { headers, signature: { 'X-Inkbox-Signature': `sha256=${digest}` }, signatureBase };
}
