import { expect } from '@jest/globals';

import { scenarioOf } from '../../../test/contract/scenarios/index.mts';
import type { PlayedVendor } from '../../../test/contract/scenarios/scenario.mts';
import type { ProviderId, ProviderOverview, Sandbox } from '../../src/index.mts';
import { caller, type Answer } from './sandbox.mts';

/** What a vendor takes and answers, from its scenario. */
export function playedVendor(id: ProviderId): PlayedVendor {
	return scenarioOf({ id }).played;
}

export function overviewOf({ control }: Sandbox, id: ProviderId): ProviderOverview {
	const overview = control.overview().providers[id];
	if (!overview) throw new Error(`The sandbox does not play ${id}.`);
	return overview;
}

/** Registers a webhook for tapbacks by the vendor’s own API. */
export function registerWebhook(sandbox: Sandbox, id: ProviderId, url: string): Promise<Answer> {
	const { webhooks, registration } = playedVendor(id);
	return caller(sandbox, id)('POST', webhooks, registration(url, overviewOf(sandbox, id)));
}

/** For `toEqual`: the same value, in which each regular expression matches a text. */
export function matching(value: unknown): unknown {
	if (value instanceof RegExp) return expect.stringMatching(value);
	if (Array.isArray(value)) return value.map(matching);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, matching(entry)]));
}
