import type { SignedHeaders, SigningInput } from '../../deliveries/delivery.mts';
import { hmacSha256 } from '../hmac.mts';

/** Authenticates as Sendblue does: with the secret itself in a header, and with a quirk also with an HMAC. Without a secret, with nothing. */
export function signSendblue({ body, at, secret }: SigningInput, { withHmac }: { withHmac: boolean }): SignedHeaders {
	if (secret === undefined) return { headers: {}, signature: {}, signatureBase: '' };
	const signature = { 'sb-signing-secret': secret };
	if (!withHmac) return { headers: {}, signature, signatureBase: '' };
	const seconds = Math.floor(at / 1000);
	const signatureBase = `${seconds}.${body}`;
	const header = `t=${seconds},v1=${hmacSha256(secret, signatureBase, 'hex')}`;
	return { headers: {}, signature: { ...signature, 'X-Sendblue-Signature': header }, signatureBase };
}
