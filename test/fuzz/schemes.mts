import { PROVIDERS, type Provider } from '../../core/index.ts';
import { scenarioOf } from '../contract/scenarios/index.mts';
import type { SigningForm, Stamp } from '../contract/scenarios/scenario.mts';

export const NOW = Date.UTC(2026, 0, 1);
export const SECONDS = NOW / 1000;

/** One way in which a vendor proves that a request is its own. */
export interface Scheme extends SigningForm {
	provider: Provider;
	secret: string;
}

const KEY = 'fuzz-7Hq2-secret-that-nobody-may-see';

export const SCHEMES: readonly Scheme[] = PROVIDERS.flatMap((provider) => {
	const { signing, documented } = scenarioOf(provider);
	return signing.map((form) => ({ ...form, title: `${provider.name} by ${form.title}`, provider, secret: documented.secretOf(KEY) }));
});

/** One scheme for each vendor, for what comes after verification. */
export const VENDORS = SCHEMES.filter(({ provider }, index) => SCHEMES.findIndex((other) => other.provider === provider) === index);

/** A genuine request of now. */
export function signed(scheme: Scheme, body: Uint8Array, stamp: Partial<Stamp> = {}): Record<string, string> {
	return { ...scheme.sign(body, { secret: scheme.secret, seconds: `${SECONDS}`, id: 'evt_0000000001', ...stamp }) };
}
