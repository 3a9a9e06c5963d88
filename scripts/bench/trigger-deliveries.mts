import { createHmac, randomUUID } from 'node:crypto';

import { captureDeliveries } from './verify-deliveries.mts';

export interface Delivery {
	headers: Record<string, string>;
	body: string;
}

/** Deliveries of one vendor. Each call gives a new event with a fresh signature. */
export interface Deliveries {
	secret: string;
	genuine(reaction: 'love' | 'like'): Delivery;
	/** As `genuine`, but signed with another secret. */
	forged(): Delivery;
}

export type DeliveringProvider = 'linq' | 'inkbox';

/** How a vendor signs: Linq with Standard Webhooks, Inkbox with the plain secret. */
const SIGN: Record<DeliveringProvider, (id: string, body: string, secret: string) => Record<string, string>> = {
	linq(id, body, secret) {
		const timestamp = String(Math.floor(Date.now() / 1000));
		const hmac = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64')).update(`${id}.${timestamp}.${body}`);
		return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${hmac.digest('base64')}` };
	},
	inkbox(id, body, secret) {
		const timestamp = String(Math.floor(Date.now() / 1000));
		const hmac = createHmac('sha256', secret.replace('whsec_', '')).update(`${id}.${timestamp}.${body}`);
		return { 'x-inkbox-request-id': id, 'x-inkbox-timestamp': timestamp, 'x-inkbox-signature': `sha256=${hmac.digest('hex')}` };
	},
};

/** Makes deliveries from one of the sandbox: its bytes, with other ids and a fresh signature. */
export async function createDeliveries(provider: DeliveringProvider): Promise<Deliveries> {
	const captured = (await captureDeliveries()).find((one) => one.provider === provider);
	if (captured === undefined) throw new Error(`The sandbox sent nothing of ${provider}.`);
	const { secret, body } = captured;
	const [, eventId = ''] = /"(?:event_id|id)":"([^"]+)"/.exec(body) ?? [];
	const [, messageId = ''] = /"(?:target_)?message_id":"([^"]+)"/.exec(body) ?? [];
	if (eventId === '' || messageId === '') throw new Error(`The fields of ${provider}’s deliveries have changed.`);

	function make(key: string, reaction: string): Delivery {
		const id = randomUUID();
		const own = body.replaceAll(eventId, id).replaceAll(messageId, randomUUID()).replace('"love"', `"${reaction}"`);
		return { headers: { 'content-type': 'application/json', ...SIGN[provider](id, own, key) }, body: own };
	}

	return {
		secret,
		genuine: (reaction) => make(secret, reaction),
		forged: () => make(Buffer.from('another secret').toString('base64'), 'love'),
	};
}
