import { describe, expect, it } from '@jest/globals';

import { CAPABILITY_NAMES, PROVIDERS, type Provider } from '../../core/index.ts';
import { scenarioOf } from './scenarios/index.mts';

describe('A provider without a scenario', () => {
	it('fails the suite', () => {
		const [first] = PROVIDERS;
		expect(() => scenarioOf({ ...(first as Provider), id: 'sixth', name: 'Sixth' })).toThrow(
			'Sixth has no scenario: write test/contract/scenarios/sixth.mts.',
		);
	});
});

describe.each([...PROVIDERS])('$name', (provider) => {
	it('has a scenario', () => {
		expect(scenarioOf(provider)).toBeDefined();
	});

	it('says of every capability whether it has it, and why not', () => {
		expect(Object.keys(provider.capabilities).sort()).toEqual([...CAPABILITY_NAMES].sort());
		for (const name of CAPABILITY_NAMES) {
			const capability = provider.capabilities[name];
			if (capability.level !== 'yes') expect(capability.reason).toMatch(/^[A-Z].{20,}\.$/);
		}
	});

	it('claims exactly what its scenario shows', () => {
		const { send, registration, receive } = scenarioOf(provider);
		expect(provider.registration.list !== undefined).toBe(registration.room === 'many');
		expect(provider.capabilities.sendEmoji.level !== 'no').toBe(send.emoji !== undefined);
		expect(provider.capabilities.remove.level !== 'no').toBe(send.goneAlready !== undefined);
		expect(provider.capabilities.readLive.level === 'no').toBe(provider.read === undefined);
		const isReadById = provider.read !== undefined && provider.fields.get.every(({ required }) => !required);
		if (['read-first', 'by-reaction-id'].includes(provider.removal)) expect(isReadById).toBe(true);
		expect(provider.webhook.textFallback === undefined).toBe(receive.textIn === undefined);
		expect(provider.fields.inbound.some(({ name }) => name === 'lines')).toBe(registration.changedFields !== undefined);
	});
});
