import { describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { canInferRemovals, DEFAULT_PROVIDER, PROVIDERS } from '../../../core/index.ts';
import { scenarioOf } from '../../contract/scenarios/index.mts';
import { usePanels } from '../../harness/n8n/panels.mts';

const { panel, fieldsShown, optionsShown, nodeType } = usePanels();

function credentialsShown(type: string, set: INodeParameters): string[] {
	const { shows } = panel(type, set);
	return (nodeType(type).description.credentials ?? []).filter(shows).map(({ name }) => name);
}

describe('Send Tapback shows', () => {
	const SENT = ['provider', 'operation', 'target', 'messageId', 'reaction'];
	const READ = ['provider', 'operation', 'target', 'messageId'];

	it.each(PROVIDERS)('for $id just the fields that matter to a tapback that is sent', ({ id }) => {
		const fields = [...SENT, ...scenarioOf({ id }).panel.send, 'options'];
		for (const operation of ['add', 'remove']) {
			expect([operation, ...fieldsShown('sendTapback', { provider: id, operation })]).toEqual([operation, ...fields]);
		}
	});

	it.each(PROVIDERS)('for $id just the fields that matter to reading', ({ id }) => {
		const fields = [...READ, ...scenarioOf({ id }).panel.get, 'options'];
		for (const operation of ['get', 'tally']) {
			expect([operation, ...fieldsShown('sendTapback', { provider: id, operation })]).toEqual([operation, ...fields]);
		}
	});

	it('the field for an emoji only where the reaction is one', () => {
		expect(fieldsShown('sendTapback', { provider: 'linq', reaction: 'emoji' })).toContain('emoji');
		expect(fieldsShown('sendTapback', { provider: 'linq', reaction: 'love' })).not.toContain('emoji');
	});

	it.each(['latestFromThem', 'latestFromUs'])('a conversation in place of a message for %s', (target) => {
		for (const { id } of PROVIDERS) {
			const shown = fieldsShown('sendTapback', { provider: id, target });
			expect([id, shown.includes('conversation'), shown.includes('messageId')]).toEqual([id, true, false]);
		}
	});

	it('the current tapback only where the provider toggles', () => {
		expect(optionsShown('sendTapback', { provider: 'tuco' })).toEqual(['currentTapback', 'partIndex', 'timeout', 'whenUnsupported']);
		expect(optionsShown('sendTapback', { provider: 'linq' })).toEqual(['partIndex', 'timeout', 'whenUnsupported']);
	});

	it('what to do with the unsupported only where something is sent', () => {
		expect(optionsShown('sendTapback', { provider: 'sendblue', operation: 'get' })).toEqual(['partIndex', 'timeout']);
	});

	it.each(['get', 'tally'])('whether to include the message where %s can read it', (operation) => {
		const offering = PROVIDERS.filter(({ id }) => optionsShown('sendTapback', { provider: id, operation }).includes('includeMessage'));
		expect(offering.map(({ id }) => id)).toEqual(PROVIDERS.filter(({ read }) => read !== undefined).map(({ id }) => id));
		expect(optionsShown('sendTapback', { provider: 'linq', operation: 'add' })).not.toContain('includeMessage');
	});

	it.each(PROVIDERS)('the message id once, with an example of $name', ({ id, messageId }) => {
		const { shows } = panel('sendTapback', { provider: id });
		const shown = nodeType('sendTapback').description.properties.filter((property) => property.name === 'messageId' && shows(property));
		expect(shown.map(({ modes }) => modes?.find(({ name }) => name === 'id')?.placeholder)).toEqual([messageId.placeholder]);
		expect(messageId.placeholder).toMatch(/^e\.g\. /);
	});
});

describe('Inbound Tapback shows', () => {
	const common = ['provider', 'events', 'reactions', 'registration'];

	it.each(PROVIDERS)('for $id just the fields that matter', ({ id }) => {
		const { inbound } = scenarioOf({ id }).panel;
		expect(fieldsShown('inboundTapback', { provider: id })).toEqual([...common, ...inbound, 'filters', 'options']);
	});

	it.each(PROVIDERS)('for $id registered by hand a notice instead', ({ id }) => {
		const manual = { provider: id, registration: 'manual' };
		expect(fieldsShown('inboundTapback', manual)).toEqual([...common, 'manualNotice', 'filters', 'options']);
	});

	it.each(PROVIDERS)('for $id the choice of texts, if a text may be a tapback there', ({ id }) => {
		const isShown = scenarioOf({ id }).receive.textIn !== undefined;
		const shown = optionsShown('inboundTapback', { provider: id }).filter((name) => name === 'textFallback');
		expect(shown).toEqual(isShown ? ['textFallback'] : []);
	});
});

describe('the choice to infer removals', () => {
	const CHOICES = ['inferRemovals', 'inferRemovalsEvery'];
	const shown = (provider: string, options: INodeParameters) =>
		optionsShown('inboundTapback', { provider, options }).filter((name) => CHOICES.includes(name));

	it.each(PROVIDERS.map((provider) => [provider.name, provider] as const))('is there for %s, if it makes sense', (_, provider) => {
		expect(shown(provider.id, {})).toEqual(canInferRemovals(provider) ? ['inferRemovals'] : []);
		expect(shown(provider.id, { inferRemovals: true })).toEqual(canInferRemovals(provider) ? CHOICES : []);
		expect(shown(provider.id, { inferRemovals: false })).toEqual(canInferRemovals(provider) ? ['inferRemovals'] : []);
	});

	it('is off, and every five minutes', () => {
		const { properties } = nodeType('inboundTapback').description;
		const options = properties.find(({ name }) => name === 'options')?.options ?? [];
		const defaults = options.map((option) => [option.name, 'default' in option ? option.default : undefined]);
		expect(Object.fromEntries(defaults)).toMatchObject({ inferRemovals: false, inferRemovalsEvery: 5 });
	});

	it('needs the account to be named, also with a webhook registered by hand', () => {
		const manual = { provider: 'inkbox', registration: 'manual' };
		expect(fieldsShown('inboundTapback', manual)).not.toContain('identityId');
		expect(fieldsShown('inboundTapback', { ...manual, options: { inferRemovals: true } })).toContain('identityId');
	});
});

describe.each(['sendTapback', 'askForTapback', 'inboundTapback'])('%s', (type) => {
	// Workflows hold the names of the credentials: agentPhoneTapbackApi, linqTapbackApi.
	it.each(PROVIDERS)('asks for the credential of $id alone', ({ id, name }) => {
		const credential = `${name.charAt(0).toLowerCase()}${name.slice(1)}TapbackApi`;
		expect(credentialsShown(type, { provider: id })).toEqual([credential]);
	});

	it('has its credential right below the provider, which is the first field that is shown', () => {
		const shown = nodeType(type).description.properties.filter((property) => property.type !== 'hidden');
		expect(shown.slice(0, 2).map((property) => [property.name, property.type])).toEqual([
			['provider', 'options'],
			['credentials', 'credentials'],
		]);
	});

	it('asks for nothing above the provider and its credential, whichever provider is chosen', () => {
		for (const { id } of PROVIDERS) {
			const { shows } = panel(type, { provider: id });
			const shown = nodeType(type).description.properties.filter((property) => property.type !== 'hidden' && shows(property));
			expect([id, shown[0]?.name, shown[0]?.required]).toEqual([id, 'provider', undefined]);
		}
	});
});

describe('a node that is added by one of its actions', () => {
	it.each(['askForTapback', 'sendTapback'])('begins with the provider that is the default: %s', (type) => {
		const operation = nodeType(type).description.properties.find(({ name }) => name === 'operation');
		// n8n's editor sets each parameter under `show` of its operations to the first value there.
		const { provider: [first] = [DEFAULT_PROVIDER.id] } = operation?.displayOptions?.show ?? {};
		expect(first).toBe(DEFAULT_PROVIDER.id);
	});
});
