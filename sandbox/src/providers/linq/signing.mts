import type { SignedHeaders, SigningInput } from '../../deliveries/delivery.mts';
import { hmacSha256 } from '../hmac.mts';

/** Signs as Linq does: with the Standard Webhooks headers, and with the deprecated legacy ones. */
export function signLinq(
	{ body, at, secret = '' }: SigningInput,
	{ eventId, eventType, subscriptionId }: { eventId: string; eventType: string; subscriptionId: string },
): SignedHeaders {
	const timestamp = String(Math.floor(at / 1000));
	const signatureBase = `${eventId}.${timestamp}.${body}`;
	const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
	return {
		signatureBase,
		headers: {
			'webhook-id': eventId,
			'webhook-timestamp': timestamp,
			'X-Webhook-Event': eventType,
			'X-Webhook-Subscription-ID': subscriptionId,
			'X-Webhook-Timestamp': timestamp,
		},
		signature: {
			'webhook-signature': `v1,${hmacSha256(key, signatureBase, 'base64')}`,
			// The key of the legacy form is not documented; the docs imply the whole secret string.
			'X-Webhook-Signature': hmacSha256(secret, `${timestamp}.${body}`, 'hex'),
		},
	};
}
