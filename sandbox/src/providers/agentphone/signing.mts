import type { SignedHeaders, SigningInput } from '../../deliveries/delivery.mts';
import { hmacSha256 } from '../hmac.mts';

/** Signs as AgentPhone does: the key is the whole secret as UTF-8, `whsec_` included. */
export function signAgentPhone({ body, at, secret = '' }: SigningInput, deliveryId: string): SignedHeaders {
	const timestamp = String(Math.floor(at / 1000));
	const signatureBase = `${timestamp}.${body}`;
	return {
		signatureBase,
		headers: { 'X-Webhook-Timestamp': timestamp, 'X-Webhook-ID': deliveryId },
		signature: { 'X-Webhook-Signature': `sha256=${hmacSha256(secret, signatureBase, 'hex')}` },
	};
}
