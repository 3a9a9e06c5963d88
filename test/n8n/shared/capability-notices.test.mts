import { describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { CAPABILITY_NAMES, type CapabilityName } from '../../../core/index.ts';
import type { Capability } from '../../../core/providers/capability.ts';
import { PROVIDERS, providerById } from '../../../core/providers/registry.ts';
import { usePanels } from '../../harness/n8n/panels.mts';

const { panel, nodeType } = usePanels();

/** The notices in the panel of a node with these parameters set, without those that are always there. */
function noticesShown(type: string, set: INodeParameters): string[] {
	const { shows } = panel(type, set);
	return nodeType(type)
		.description.properties.filter((property) => property.type === 'notice' && shows(property))
		.map(({ displayName }) => displayName);
}

function reasonOf(provider: string, name: CapabilityName): string {
	const capability = providerById(provider).capabilities[name];
	if (capability.level === 'yes') throw new Error(`${provider} can do ${name}.`);
	return capability.reason;
}

/** The providers whose capabilities are at these levels. */
function providersWith(levels: Partial<Record<CapabilityName, Capability['level']>>): string[] {
	return PROVIDERS.filter(({ capabilities }) =>
		CAPABILITY_NAMES.every((name) => levels[name] === undefined || levels[name] === capabilities[name].level),
	).map(({ id }) => id);
}

const OR_SKIPPED = ', or is skipped with Options → When Unsupported → Skip.';

describe('Send Tapback says at once', () => {
	it.each(providersWith({ remove: 'no' }))('that %s can’t remove a tapback, why, and what will happen', (provider) => {
		const [notice, ...others] = noticesShown('sendTapback', { provider, operation: 'remove' });
		expect(notice).toBe(`Remove: ${reasonOf(provider, 'remove')} Every item fails${OR_SKIPPED}`);
		expect(others).toEqual([]);
	});

	it.each(providersWith({ readLive: 'no' }))('that %s can’t read tapbacks', (provider) => {
		expect(noticesShown('sendTapback', { provider, operation: 'get' })).toEqual([
			`Get Many: ${reasonOf(provider, 'readLive')} Every item fails.`,
		]);
		expect(noticesShown('sendTapback', { provider, operation: 'tally' })).toEqual([
			`Tally: ${reasonOf(provider, 'readLive')} Every item fails.`,
		]);
	});

	it.each(providersWith({ remove: 'partly' }))('under which condition %s removes', (provider) => {
		expect(noticesShown('sendTapback', { provider, operation: 'remove' })).toEqual([`Remove: ${reasonOf(provider, 'remove')}`]);
	});

	it('which emoji a provider sends, where one is chosen', () => {
		const emoji = { operation: 'add', reaction: 'emoji' };
		expect(noticesShown('sendTapback', { provider: 'tuco', ...emoji })).toEqual([
			`Emoji: ${reasonOf('tuco', 'sendEmoji')} An emoji fails${OR_SKIPPED}`,
		]);
		expect(noticesShown('sendTapback', { provider: 'inkbox', ...emoji })).toEqual([`Emoji: ${reasonOf('inkbox', 'sendEmoji')}`]);
		expect(noticesShown('sendTapback', { provider: 'tuco', operation: 'add', reaction: 'love' })).toEqual([]);
	});

	it('one thing at a time where nothing can be removed', () => {
		const parameters = { provider: 'agentphone', operation: 'remove', reaction: 'emoji', options: { partIndex: 1 } };
		expect(noticesShown('sendTapback', parameters)).toHaveLength(1);
	});

	it('that there are no parts, where one is chosen', () => {
		const notices = (partIndex: number) => noticesShown('sendTapback', { provider: 'agentphone', options: { partIndex } });
		expect(notices(1)).toEqual([`Part Index: ${reasonOf('agentphone', 'sendPart')} Any but 0 fails${OR_SKIPPED}`]);
		expect(notices(0)).toEqual([]);
	});

	it('nothing of other providers where the reaction is an expression', () => {
		const shown = noticesShown('sendTapback', { provider: 'tuco', operation: 'add', reaction: '={{ $json.reaction }}' });
		expect(shown).toEqual([expect.stringContaining(reasonOf('tuco', 'sendEmoji'))]);
	});

	it.each(['add', 'remove', 'get', 'tally'])('nothing about a provider that can do all of %s', (operation) => {
		const options = { partIndex: 1 };
		expect(noticesShown('sendTapback', { provider: 'linq', operation, reaction: 'emoji', emoji: '🔥', options })).toEqual([]);
	});
});

describe('Inbound Tapback says at once', () => {
	it('that agentphone reports no removal', () => {
		expect(noticesShown('inboundTapback', { provider: 'agentphone', events: ['added', 'removed'] })).toEqual([
			`Removed: ${reasonOf('agentphone', 'receiveRemoved')} So it never starts the workflow.`,
		]);
	});

	it.each([{}, { inferRemovals: true }])('that inkbox reports none, but that it can be inferred, with the options %j', (options) => {
		expect(noticesShown('inboundTapback', { provider: 'inkbox', events: ['added', 'removed'], options })).toEqual([
			`Removed: ${reasonOf('inkbox', 'receiveRemoved')} It starts the workflow only with Infer Removals, under Options.`,
		]);
	});

	it.each(providersWith({ receiveAdded: 'partly', receiveRemoved: 'partly' }))('how far %s reports tapbacks', (provider) => {
		expect(noticesShown('inboundTapback', { provider, events: ['added'] })).toHaveLength(1);
		expect(noticesShown('inboundTapback', { provider, events: ['added', 'removed'] })).toHaveLength(2);
	});

	it('that a sticker never comes, where one is waited for', () => {
		const notices = (reactions: string[]) => noticesShown('inboundTapback', { provider: 'inkbox', reactions });
		expect(notices(['love', 'sticker'])).toEqual([`Sticker: ${reasonOf('inkbox', 'receiveSticker')} So it never starts the workflow.`]);
		expect(notices([])).toEqual([]);
	});

	it('that a filter by message ids lets nothing pass where the ids are never told', () => {
		const notices = (messageIds: string) => noticesShown('inboundTapback', { provider: 'sendblue', events: [], filters: { messageIds } });
		expect(notices('abc')).toEqual([
			`Message IDs: ${reasonOf('sendblue', 'receiveTarget')} With Include Message off, under Options, this filter lets nothing pass.`,
		]);
		expect(notices('')).toEqual([]);
	});

	it('nothing about a provider that reports everything', () => {
		const everything = { events: ['added', 'removed'], reactions: ['emoji', 'sticker'], filters: { messageIds: 'abc' } };
		expect(noticesShown('inboundTapback', { provider: 'linq', ...everything })).toEqual([]);
	});
});

describe('Ask for Tapback says at once', () => {
	it.each(['sendAndWait', 'wait'])('that tapbacks of sendblue only quote their message, and what follows (%s)', (operation) => {
		expect(noticesShown('askForTapback', { provider: 'sendblue', operation })).toEqual([
			`Answers: ${reasonOf('sendblue', 'receiveTarget')} So keep the question short enough to be quoted whole. The same question can’t be open twice with one person.`,
		]);
	});

	it('that it isn’t certain which message a tapback of tuco is on', () => {
		expect(noticesShown('askForTapback', { provider: 'tuco' })).toEqual([`Answers: ${reasonOf('tuco', 'receiveTarget')}`]);
	});

	it.each(providersWith({ receiveTarget: 'yes' }))('nothing about %s', (provider) =>
		expect(noticesShown('askForTapback', { provider })).toEqual([]),
	);
});
