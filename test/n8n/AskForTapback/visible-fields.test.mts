import { describe, expect, it } from '@jest/globals';

import { PROVIDERS } from '../../../core/index.ts';
import { scenarioOf } from '../../contract/scenarios/index.mts';
import { usePanels } from '../../harness/n8n/panels.mts';

const { panel, fieldsShown, optionsShown, nodeType } = usePanels();

describe('Ask for Tapback shows', () => {
	const first = ['step', 'provider', 'operation'];

	it('how many must say yes, where they are counted', () => {
		const shown = fieldsShown('askForTapback', { provider: 'linq', operation: 'sendAndWait', decidedBy: 'count' });
		expect(shown).toContain('yesNeeded');
	});

	it('nothing as a step of a timer', () => {
		expect(fieldsShown('askForTapback', { provider: 'linq', operation: 'wait', step: 'waitForTime' })).toEqual(first);
	});

	it.each<[string, string, string, boolean]>([
		['partIndex', 'linq', 'wait', true],
		['partIndex', 'linq', 'sendAndWait', false],
		['partIndex', 'tuco', 'wait', false],
		['timeout', 'linq', 'sendAndWait', true],
		['timeout', 'linq', 'wait', false],
	])('the option %s for %s with %s: %s', (option, provider, operation, isShown) => {
		expect(optionsShown('askForTapback', { provider, operation }).includes(option)).toBe(isShown);
	});

	it('after how many no it is one, where they are counted', () => {
		expect(optionsShown('askForTapback', { provider: 'linq', decidedBy: 'first' })).not.toContain('noNeeded');
		expect(optionsShown('askForTapback', { provider: 'linq', decidedBy: 'count' })).toContain('noNeeded');
	});
});

describe('Ask for Tapback shows', () => {
	const first = ['step', 'provider', 'operation'];
	const answers = ['from', 'waitAmount', 'waitUnit', 'decidedBy'];

	describe.each(PROVIDERS)('for $id just the fields that matter, the hardest choices last', ({ id }) => {
		const { panel: needed, receive, registration } = scenarioOf({ id });
		const last = [...answers, ...(registration.room === 'one' ? ['relayWorkflow'] : []), 'options'];

		it('where it asks', () => {
			const fields = [...first, 'to', 'message', ...needed.ask, ...last];
			expect(fieldsShown('askForTapback', { provider: id, operation: 'sendAndWait' })).toEqual(fields);
		});

		it('where it waits for an answer to what was asked already', () => {
			const asked = receive.textIn === 'iMessage' ? ['to', 'messageText'] : ['messageId'];
			const fields = [...first, ...asked, ...needed.wait, ...last];
			expect(fieldsShown('askForTapback', { provider: id, operation: 'wait' })).toEqual(fields);
		});
	});

	it.each(PROVIDERS.map(({ id }) => id))('one field for whom, which is required (%s)', (provider) => {
		const { shows } = panel('askForTapback', { provider, operation: 'sendAndWait' });
		const shown = nodeType('askForTapback').description.properties.filter((property) => property.name === 'to' && shows(property));
		expect(shown.map(({ type, required }) => [type, required])).toEqual([['resourceLocator', true]]);
	});

	it('yes before no', () => {
		const shown = optionsShown('askForTapback', { provider: 'linq', decidedBy: 'count' });
		expect(shown.indexOf('yes')).toBeLessThan(shown.indexOf('no'));
		expect(shown.indexOf('yesWords')).toBeLessThan(shown.indexOf('noWords'));
	});

	it('what a provider with one webhook needs for that provider only', () => {
		const offered = (provider: string) => {
			const { shows } = panel('askForTapback', { provider });
			const operation = nodeType('askForTapback').description.properties.find(
				(property) => property.name === 'operation' && shows(property),
			);
			return operation?.options?.some((option) => 'value' in option && option.value === 'relay');
		};
		expect(PROVIDERS.map(({ id }) => [id, offered(id)])).toEqual(
			PROVIDERS.map(({ id, registration }) => [id, registration.list === undefined]),
		);
	});

	it('where a message is that was sent already as an option, where its id says which one it is', () => {
		const shown = (provider: string, operation: string) =>
			optionsShown('askForTapback', { provider, operation }).includes('conversationId');
		expect([shown('linq', 'wait'), shown('linq', 'sendAndWait'), shown('sendblue', 'wait')]).toEqual([true, false, false]);
	});

	it('each field once', () => {
		for (const provider of PROVIDERS) {
			for (const operation of ['sendAndWait', 'wait']) {
				const shown = fieldsShown('askForTapback', { provider: provider.id, operation });
				expect([provider.id, operation, shown]).toEqual([provider.id, operation, [...new Set(shown)]]);
			}
		}
	});

	it('how many yes are needed only where they are counted', () => {
		const shown = (decidedBy: string) => fieldsShown('askForTapback', { provider: 'linq', decidedBy }).includes('yesNeeded');
		expect([shown('count'), shown('first'), shown('everyone')]).toEqual([true, false, false]);
		const no = (decidedBy: string) => optionsShown('askForTapback', { provider: 'linq', decidedBy }).includes('noNeeded');
		expect([no('count'), no('first'), no('everyone')]).toEqual([true, false, false]);
	});

	it('a part of the message only where it was sent already, and tapbacks tell their part', () => {
		const part = (provider: string, operation: string) => optionsShown('askForTapback', { provider, operation }).includes('partIndex');
		expect(PROVIDERS.map(({ id }) => part(id, 'sendAndWait'))).toEqual(PROVIDERS.map(() => false));
		expect(PROVIDERS.map(({ id }) => part(id, 'wait'))).toEqual(
			PROVIDERS.map(({ capabilities }) => capabilities.receivePart.level !== 'no'),
		);
	});

	it('a timeout of sending only where something is sent', () => {
		const timeout = (operation: string) => optionsShown('askForTapback', { provider: 'linq', operation }).includes('timeout');
		expect([timeout('sendAndWait'), timeout('wait')]).toEqual([true, false]);
	});

	it.each(PROVIDERS.map(({ id }) => id))('nothing but what it is, as a step of what waits (%s)', (provider) => {
		for (const step of ['listen', 'tick', 'close']) {
			expect(fieldsShown('askForTapback', { provider, operation: 'wait', step })).toEqual(['step', 'provider', 'operation']);
		}
	});
});
