import { createHmac } from 'node:crypto';

import { providerById, type Provider } from '../../core/index.ts';

export const NOW = Date.UTC(2026, 0, 1);
export const SECONDS = NOW / 1000;

export interface Stamp {
	secret: string;
	/** Unix time, as it stands in the header. */
	seconds: string;
	/** Of the delivery. */
	id: string;
}

/** One way in which a vendor proves that a request is its own. */
export interface Scheme {
	title: string;
	provider: Provider;
	secret: string;
	/** With lower-case names. Written from the vendors' descriptions, of the exact bytes. */
	sign(body: Uint8Array, stamp: Stamp): Record<string, string>;
	/** The headers of which every bit counts; the last one is the proof. */
	covered: readonly string[];
	signsBody: boolean;
}

const PLAIN_KEY = 'fuzz-7Hq2-secret-that-nobody-may-see';
const WHSEC_KEY = `whsec_${Buffer.from('a key of thirty-two bytes, fuzz!').toString('base64')}`;

const hmac = (key: string | Uint8Array, before: string, body: Uint8Array) => createHmac('sha256', key).update(before).update(body);

export const SCHEMES: readonly Scheme[] = [
	{
		title: 'AgentPhone',
		provider: providerById('agentphone'),
		secret: `whsec_${PLAIN_KEY}`,
		sign: (body, { secret, seconds, id }) => ({
			'x-webhook-id': id,
			'x-webhook-timestamp': seconds,
			'x-webhook-signature': `sha256=${hmac(secret, `${seconds}.`, body).digest('hex')}`,
		}),
		covered: ['x-webhook-timestamp', 'x-webhook-signature'],
		signsBody: true,
	},
	{
		title: 'Inkbox',
		provider: providerById('inkbox'),
		secret: `whsec_${PLAIN_KEY}`,
		sign: (body, { secret, seconds, id }) => ({
			'x-inkbox-request-id': id,
			'x-inkbox-timestamp': seconds,
			'x-inkbox-signature': `sha256=${hmac(secret.replace(/^whsec_/, ''), `${id}.${seconds}.`, body).digest('hex')}`,
		}),
		covered: ['x-inkbox-request-id', 'x-inkbox-timestamp', 'x-inkbox-signature'],
		signsBody: true,
	},
	{
		title: 'Linq by Standard Webhooks',
		provider: providerById('linq'),
		secret: WHSEC_KEY,
		sign: (body, { secret, seconds, id }) => ({
			'webhook-id': id,
			'webhook-timestamp': seconds,
			'webhook-signature': `v1,${hmac(Buffer.from(secret.replace(/^whsec_/, ''), 'base64'), `${id}.${seconds}.`, body).digest('base64')}`,
		}),
		covered: ['webhook-id', 'webhook-timestamp', 'webhook-signature'],
		signsBody: true,
	},
	{
		title: 'Linq by its legacy headers',
		provider: providerById('linq'),
		secret: WHSEC_KEY,
		sign: (body, { secret, seconds }) => ({
			'x-webhook-timestamp': seconds,
			'x-webhook-signature': hmac(secret, `${seconds}.`, body).digest('hex'),
		}),
		covered: ['x-webhook-timestamp', 'x-webhook-signature'],
		signsBody: true,
	},
	{
		title: 'Sendblue by its secret',
		provider: providerById('sendblue'),
		secret: PLAIN_KEY,
		sign: (_body, { secret }) => ({ 'sb-signing-secret': secret }),
		covered: ['sb-signing-secret'],
		signsBody: false,
	},
	{
		title: 'Sendblue by HMAC',
		provider: providerById('sendblue'),
		secret: PLAIN_KEY,
		sign: (body, { secret, seconds }) => ({
			'sb-signing-secret': secret,
			'x-sendblue-signature': `t=${seconds},v1=${hmac(secret, `${seconds}.`, body).digest('hex')}`,
		}),
		covered: ['x-sendblue-signature'],
		signsBody: true,
	},
	{
		title: 'Tuco',
		provider: providerById('tuco'),
		secret: PLAIN_KEY,
		sign: (body, { secret, seconds }) => ({
			'x-tuco-timestamp': seconds,
			'x-tuco-signature': hmac(secret, '', body).digest('hex'),
		}),
		covered: ['x-tuco-signature'],
		signsBody: true,
	},
];

/** One scheme for each vendor, for what comes after verification. */
export const VENDORS = SCHEMES.filter(({ provider }, index) => SCHEMES.findIndex((other) => other.provider === provider) === index);

/** A genuine request of now. */
export function signed(scheme: Scheme, body: Uint8Array, stamp: Partial<Stamp> = {}): Record<string, string> {
	return scheme.sign(body, { secret: scheme.secret, seconds: `${SECONDS}`, id: 'evt_0000000001', ...stamp });
}
