import { createHmac } from 'node:crypto';

import type { Delivery } from '../../core/providers/webhook.ts';
import { NOW } from './schemes.mts';

interface Claim {
	body: Uint8Array;
	secret: string;
	/** The value of a header that is given exactly once. */
	header(name: string): string | undefined;
	has(name: string): boolean;
}

/**
 * Whether a delivery is signed with the secret, by the vendors' descriptions and without a word of core:
 * the second opinion on every verdict.
 */
export function isProven(providerId: string, delivery: Delivery, secret: string): boolean {
	const { rawBody: body } = delivery;
	if (body === undefined || secret.replace(/^whsec_/, '').trim() === '') return false;
	const given = (name: string) =>
		Object.entries(delivery.headers).flatMap(([key, value]) => (key.toLowerCase() === name && value !== undefined ? [value] : []));
	const header = (name: string) => {
		const [value, ...others] = given(name).flatMap((values) => (values.length === 0 ? '' : values));
		return others.length === 0 && value !== '' ? value : undefined;
	};
	const has = (name: string) => given(name).length > 0;
	const proves = PROOFS[providerId];
	return proves?.({ body, secret, header, has }) ?? false;
}

const PROOFS: Record<string, (claim: Claim) => boolean> = {
	agentphone({ body, secret, header }) {
		const time = header('x-webhook-timestamp');
		return isFresh(time) && header('x-webhook-signature') === `sha256=${hmac(secret, `${time}.`, body).toString('hex')}`;
	},
	inkbox({ body, secret, header }) {
		const key = secret.replace(/^whsec_/, '');
		const [id, time] = [header('x-inkbox-request-id'), header('x-inkbox-timestamp')];
		if (key.trim() === '' || id === undefined || !isFresh(time)) return false;
		return header('x-inkbox-signature') === `sha256=${hmac(key, `${id}.${time}.`, body).toString('hex')}`;
	},
	linq({ body, secret, header }) {
		const encoded = secret.replace(/^whsec_/, '');
		const key = Buffer.from(encoded, 'base64');
		if (key.length === 0 || key.toString('base64') !== encoded) return false;
		if (header('webhook-signature') !== undefined) {
			const [id, time] = [header('webhook-id'), header('webhook-timestamp')];
			if (id === undefined || !isFresh(time)) return false;
			const expected = `v1,${hmac(key, `${id}.${time}.`, body).toString('base64')}`;
			return header('webhook-signature')?.split(' ').includes(expected) ?? false;
		}
		const time = header('x-webhook-timestamp');
		const expected = hmac(secret, `${time}.`, body).toString('hex');
		return isFresh(time) && [expected, `sha256=${expected}`].includes(header('x-webhook-signature') ?? '');
	},
	sendblue({ body, secret, header, has }) {
		if (!has('x-sendblue-signature')) return header('sb-signing-secret') === secret;
		const entries = (header('x-sendblue-signature') ?? '').split(',').map((entry) => entry.trim());
		const [time, ...others] = entries.filter((entry) => entry.startsWith('t='));
		const seconds = time?.slice(2);
		if (others.length > 0 || !isFresh(seconds)) return false;
		return entries.includes(`v1=${hmac(secret, `${seconds}.`, body).toString('hex')}`);
	},
	tuco({ body, secret, header }) {
		const received = header('x-tuco-signature');
		return [Buffer.from(body), rewritten(body)].some(
			(text) => text !== undefined && received === hmac(secret, '', Buffer.from(text)).toString('hex'),
		);
	},
};

function isFresh(time: string | undefined): boolean {
	return time !== undefined && /^\d{1,12}$/.test(time) && Math.abs(NOW / 1000 - Number(time)) <= 300;
}

function hmac(key: string | Uint8Array, before: string, body: Uint8Array): Buffer {
	return createHmac('sha256', key).update(before).update(body).digest();
}

function rewritten(body: Uint8Array): string | undefined {
	try {
		return JSON.stringify(JSON.parse(Buffer.from(body).toString('utf8')));
	} catch {
		return undefined;
	}
}
