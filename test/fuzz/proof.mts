import type { Delivery } from '../../core/providers/webhook.ts';
import { scenarioOf } from '../contract/scenarios/index.mts';
import { NOW } from './schemes.mts';

/**
 * Whether a delivery is signed with the secret, by the vendors' descriptions and without a word of core:
 * the second opinion on every verdict.
 */
export function isProven(provider: { id: string }, delivery: Delivery, secret: string): boolean {
	const { rawBody: body } = delivery;
	if (body === undefined || secret.replace(/^whsec_/, '').trim() === '') return false;
	const given = (name: string) =>
		Object.entries(delivery.headers).flatMap(([key, value]) => (key.toLowerCase() === name && value !== undefined ? [value] : []));
	const header = (name: string) => {
		const [value, ...others] = given(name).flatMap((values) => (values.length === 0 ? '' : values));
		return others.length === 0 && value !== '' ? value : undefined;
	};
	const has = (name: string) => given(name).length > 0;
	return scenarioOf(provider).documented.isProven({ body, secret, now: NOW, header, has });
}
