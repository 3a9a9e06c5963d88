import { createHmac, randomUUID } from 'node:crypto';

import { captureDeliveries } from './verify-deliveries.mts';

export interface Delivery {
	headers: Record<string, string>;
	body: string;
}

/** Deliveries of one vendor, each of an event of its own, signed at the moment it is asked for. */
export interface Deliveries {
	secret: string;
	genuine(reaction: 'love' | 'like'): Delivery;
	/** As `genuine`, but signed with another secret. */
	forged(): Delivery;
}

const PROVIDER = 'linq';

/** Makes deliveries after one that the sandbox sent: its bytes, with other ids and a fresh signature. */
export async function createDeliveries(): Promise<Deliveries> {
	const captured = (await captureDeliveries()).find(({ provider }) => provider === PROVIDER);
	if (captured === undefined) throw new Error(`The sandbox sent nothing of ${PROVIDER}.`);
	const { secret, body, headers } = captured;
	const payload: { data: { message_id: string } } = JSON.parse(body);
	const ids = { event: String(headers['webhook-id']), message: payload.data.message_id };

	function make(key: string, reaction: string): Delivery {
		const id = randomUUID();
		const timestamp = String(Math.floor(Date.now() / 1000));
		const own = body.replaceAll(ids.event, id).replaceAll(ids.message, randomUUID()).replace('"love"', `"${reaction}"`);
		const signature = createHmac('sha256', Buffer.from(key.replace('whsec_', ''), 'base64')).update(`${id}.${timestamp}.${own}`);
		return {
			headers: {
				'content-type': 'application/json',
				'webhook-id': id,
				'webhook-timestamp': timestamp,
				'webhook-signature': `v1,${signature.digest('base64')}`,
			},
			body: own,
		};
	}

	return {
		secret,
		genuine: (reaction) => make(secret, reaction),
		forged: () => make(Buffer.from('another secret').toString('base64'), 'love'),
	};
}
