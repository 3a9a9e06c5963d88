import { describe, expect, it } from '@jest/globals';
import { TriggerContext } from 'n8n-core';
import type { INodeParameters, WorkflowActivateMode } from 'n8n-workflow';

import type { ProviderId } from '../../../sandbox/src/index.mts';
import { scenarioOf } from '../../contract/scenarios/index.mts';
import { PROVIDER_IDS } from '../../harness/n8n/harness.mts';
import { useHarness } from '../../harness/n8n/use-harness.mts';
import { useTriggers } from '../../harness/n8n/use-triggers.mts';
import { additionalData } from '../../harness/n8n/workflow.mts';

const harness = useHarness();
const triggers = useTriggers(harness);

const trigger = async (provider: ProviderId, parameters: INodeParameters = {}) => await triggers.open(provider, { parameters });

const NO_SUCH_NODE = "={{ $('Nobody').first().json.who }}";
const NO_SYNTAX = '={{ 1 + }}';

/** Each as an expression may come out, and what publishing says to it. */
const BROKEN: Array<[field: string, provider: ProviderId, parameters: INodeParameters, says: RegExp]> = [
	['Actors', 'linq', { filters: { actors: NO_SUCH_NODE } }, /^Actors can’t be evaluated, because its expression fails: /],
	['Actors', 'linq', { filters: { actors: NO_SYNTAX } }, /^Actors can’t be evaluated, because its expression fails: /],
	['Actors', 'linq', { filters: { actors: '={{ ({}).nobody }}' } }, /^Actors came out empty/],
	['Actors', 'linq', { filters: { actors: '(202) 555-0123' } }, /^Actors has “\(202\) 555-0123”, which is not a complete phone number/],
	['Actors', 'linq', { filters: { actors: '+12025550123, Ana' } }, /^Actors has “Ana”, which is neither a phone number nor/],
	['Conversation IDs', 'linq', { filters: { conversationIds: '={{ [] }}' } }, /^Conversation IDs came out empty/],
	['Conversation IDs', 'linq', { filters: { conversationIds: '={{ ({ a: 1 }) }}' } }, /^Conversation IDs holds an object/],
	['Message IDs', 'linq', { filters: { messageIds: '={{ null }}' } }, /^Message IDs came out empty/],
	['Message IDs', 'linq', { filters: { messageIds: 'Ana' } }, /^Message IDs has “Ana”, which can never match: a Linq message id is a UUID/],
	['Include Own', 'linq', { filters: { includeOwn: '={{ "perhaps" }}' } }, /^Include Own is “perhaps”\. It must be true or false\./],
	['Include Raw', 'linq', { options: { includeRaw: NO_SUCH_NODE } }, /^Include Raw can’t be evaluated/],
	['Text Fallback', 'sendblue', { options: { textFallback: '={{ 7 }}' } }, /^Text Fallback is “7”/],
	['Events', 'linq', { events: '={{ null }}' }, /^Events came out empty/],
	['Events', 'linq', { events: '={{ ["vanished"] }}' }, /^Events has “vanished”\. Each must be one of: added, removed, message\./],
	['Reactions', 'linq', { reactions: '={{ undefined }}' }, /^Reactions came out empty/],
	['Reactions', 'linq', { reactions: '={{ true }}' }, /^Reactions holds true/],
	['Reactions', 'linq', { reactions: '={{ "loved" }}' }, /^Reactions has “loved”/],
	['Lines', 'linq', { lines: '={{ [] }}' }, /^Lines came out empty/],
	['Lines', 'linq', { lines: NO_SUCH_NODE }, /^Lines can’t be evaluated/],
	['Agent Identity', 'inkbox', { identityId: '={{ null }}' }, /^Agent Identity came out empty/],
	['Infer Removals', 'inkbox', { events: ['removed'], options: { inferRemovals: NO_SUCH_NODE } }, /^Infer Removals can’t be evaluated/],
	[
		'Infer Removals Every',
		'inkbox',
		{ events: ['removed'], options: { inferRemovals: true, inferRemovalsEvery: '={{ "often" }}' } },
		/^Infer Removals Every \(Minutes\) is “often”/,
	],
];

describe('publishing', () => {
	it.each(BROKEN)('with a broken %s (%s, %j) says so, and registers nothing', async (_, provider, parameters, says) => {
		const inbound = await trigger(provider, parameters);
		await expect(inbound.activate()).rejects.toThrow(says);
		expect(harness.sandbox.control.webhooks(provider)).toEqual([]);
	});

	it.each([
		['Reactions as a text', { reactions: '={{ "love, like" }}' }],
		['Actors as a list', { filters: { actors: '={{ ["+12025550123"] }}' } }],
		['an empty field', { filters: { actors: '', messageIds: '' }, reactions: [] }],
	])('takes %s', async (_, parameters) => {
		const inbound = await trigger('linq', parameters);
		await inbound.activate();
		const { id } = harness.sandbox.control.sendMessage('linq', { from: 'agent', text: 'See you at seven' });
		harness.sandbox.control.react('linq', { messageId: id, reaction: 'love' });
		await inbound.answered(1);
		expect(inbound.started).toHaveLength(1);
	});

	it('is not held up by a broken setting where n8n only starts again: the webhook would be taken down', async () => {
		const inbound = await trigger('linq');
		await inbound.activate();
		inbound.node.parameters.filters = { actors: NO_SUCH_NODE };
		expect(await inbound.activate('init')).toEqual({ existed: true });
	});

	it('can be taken back with a broken setting, and leaves nothing', async () => {
		const inbound = await trigger('inkbox');
		await inbound.activate();
		inbound.node.parameters.identityId = NO_SUCH_NODE;
		await inbound.deactivate();
		expect(harness.sandbox.control.webhooks('inkbox')).toEqual([]);
	});
});

describe.each(PROVIDER_IDS)('while a setting is broken, a trigger of %s', (provider) => {
	async function broken() {
		harness.sandbox.control.changeQuirks(provider, scenarioOf({ id: provider }).signing.find(({ signsBody }) => signsBody)?.quirks ?? {});
		const { id: messageId } = harness.sandbox.control.sendMessage(provider, { from: 'agent', text: 'See you at seven' });
		const inbound = await trigger(provider);
		await inbound.activate();
		inbound.node.parameters.filters = { actors: NO_SUCH_NODE };
		const { deliveries } = harness.sandbox.control.react(provider, { messageId, reaction: 'love' });
		await inbound.answered(1);
		return { inbound, delivery: String(deliveries[0]) };
	}

	it('has a genuine delivery come again, starts nothing and makes no error execution', async () => {
		const { inbound, delivery } = await broken();
		expect(await harness.sandbox.control.redeliver(delivery)).toEqual({ status: 503, body: '{"error":"Service Unavailable"}' });
		expect([inbound.started, inbound.thrown]).toEqual([[], []]);
	});

	it('answers 401 to a forgery, for which nothing is evaluated', async () => {
		const { inbound, delivery } = await broken();
		expect(await harness.sandbox.control.redeliver(delivery, { forge: 'body' })).toEqual({ status: 401, body: '{"error":"Unauthorized"}' });
		expect(inbound.thrown).toEqual([]);
	});

	it('takes the delivery when the setting is whole again', async () => {
		const { inbound, delivery } = await broken();
		inbound.node.parameters.filters = {};
		expect(await harness.sandbox.control.redeliver(delivery)).toMatchObject({ status: 200 });
		expect(inbound.started).toHaveLength(1);
	});
});

describe('while the filter is broken', () => {
	it('what is no tapback is answered 200 all the same', async () => {
		const inbound = await trigger('agentphone');
		await inbound.activate();
		inbound.node.parameters.filters = { actors: NO_SUCH_NODE };
		harness.sandbox.control.sendMessage('agentphone', { from: 'human', text: 'Hello' });
		await inbound.answered(1);
		expect(inbound.returned).toEqual([{ webhookResponse: '' }]);
	});
});

describe('looking for removals with a broken filter', () => {
	async function start(activation: WorkflowActivateMode) {
		const inbound = await trigger('inkbox', { events: ['removed'], options: { inferRemovals: true }, filters: { actors: NO_SUCH_NODE } });
		const context = new TriggerContext(
			inbound.workflow,
			inbound.node,
			additionalData(inbound.credentials),
			'trigger',
			activation,
			() => {},
		);
		return await harness.built.nodeType('inboundTapback').trigger?.call(context);
	}

	it('is told to whoever publishes', async () => {
		await expect(start('activate')).rejects.toThrow('Actors can’t be evaluated');
	});

	it('doesn’t keep n8n from starting the workflow again', async () => {
		expect(await start('init')).toEqual({});
	});
});
