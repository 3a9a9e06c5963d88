import { beforeAll, describe, expect, it } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { ProviderId } from '../../../sandbox/src/index.mts';
import { scenarioOf } from '../../contract/scenarios/index.mts';
import { installDeduplicator } from '../../harness/n8n/deduplicator.mts';
import { PROVIDER_IDS } from '../../harness/n8n/harness.mts';
import type { Trigger } from '../../harness/n8n/trigger.mts';
import { useHarness } from '../../harness/n8n/use-harness.mts';
import { runFrom, useTriggers } from '../../harness/n8n/use-triggers.mts';

const HUMAN = '+12025550123';
const STRANGER = '+12025559999';

const FIELDS = [
	...['kind', 'provider', 'eventId', 'messageId', 'text', 'media', 'actor', 'isFromMe', 'conversationId', 'isGroup', 'returnAddress'],
	...['service', 'line', 'replyTo', 'occurredAt', 'receivedAt'],
];

const harness = useHarness();
const triggers = useTriggers(harness);
beforeAll(async () => void (await installDeduplicator()));

interface Scene {
	inbound: Trigger;
	/** Somebody writes to the line; gives the items that n8n starts with, if it does. */
	write(text: string, conversationId?: string): Promise<IDataObject[]>;
	/** The same, and runs the trigger with them. */
	run(text: string): Promise<IDataObject[]>;
	/** Somebody taps back on a message of ours. */
	tap(): Promise<IDataObject[]>;
}

/** A published trigger that starts on messages, unless the parameters say otherwise. */
async function listening(provider: ProviderId, parameters: INodeParameters = {}): Promise<Scene> {
	const { control } = harness.sandbox;
	const { inbound, message: ours } = await triggers.publish(provider, { parameters: { events: ['added', 'message'], ...parameters } });
	async function started(happen: () => void) {
		await inbound.whenAnswered(happen);
		expect(inbound.thrown).toEqual([]);
		return inbound.returned.at(-1)?.workflowData?.[0] ?? [];
	}
	const written = (text: string, conversationId?: string) => () =>
		void control.sendMessage(provider, { from: 'human', text, ...(conversationId === undefined ? {} : { conversationId }) });
	return {
		inbound,
		write: async (text, conversationId) => (await started(written(text, conversationId))).map(({ json }) => json),
		run: async (text) => await runFrom(inbound, await started(written(text))),
		tap: async () => (await started(() => void control.react(provider, { messageId: ours.id, reaction: 'love' }))).map(({ json }) => json),
	};
}

/** Of what the provider registered: what it is to send. */
function lastPost(provider: ProviderId): string {
	const [post] = harness.sandbox.control.requests({ provider, limit: 100 }).filter(({ method }) => method === 'POST' || method === 'PUT');
	return JSON.stringify(post);
}

describe.each(PROVIDER_IDS)('a message through %s', (provider) => {
	it('starts the workflow with the promised fields, where the trigger is to start on messages', async () => {
		const { write } = await listening(provider);
		const [item, ...others] = await write('Is there parking?');
		expect(others).toEqual([]);
		expect(Object.keys(item ?? {}).sort()).toEqual([...FIELDS].sort());
		const { id } = harness.sandbox.control.messages(provider).at(-1) ?? {};
		expect(item).toMatchObject({ kind: 'message', provider, text: 'Is there parking?', messageId: id, isFromMe: false });
	});

	it('starts nothing unless it is asked for', async () => {
		const { inbound } = await listening(provider, { events: ['added', 'removed'] });
		const { id } = harness.sandbox.control.sendMessage(provider, { from: 'human', text: 'Is there parking?' });
		// Where the provider sends messages to every webhook, n8n answers, and runs nothing.
		const isDelivered = harness.sandbox.control.deliveries({ provider, limit: 20 }).some(({ body }) => body.includes(id));
		if (isDelivered) await inbound.answered(1);
		expect(inbound.started).toEqual([]);
	});

	it('leaves tapbacks what they are', async () => {
		const { tap } = await listening(provider);
		expect(await tap()).toMatchObject([{ kind: 'tapback', action: 'added', reaction: 'love' }]);
	});

	it('may be all that the trigger starts on', async () => {
		const { tap, write } = await listening(provider, { events: ['message'] });
		expect(await tap()).toEqual([]);
		expect(await write('Hello')).toMatchObject([{ kind: 'message', text: 'Hello' }]);
	});

	it('starts nothing if it is forged', async () => {
		const { inbound } = await listening(provider);
		harness.sandbox.control.addDeliveryFault(provider, { fault: { kind: 'forge', forgery: 'signature' }, times: 100 });
		harness.sandbox.control.sendMessage(provider, { from: 'human', text: 'Pay me' });
		await inbound.answered(1);
		expect([inbound.started, inbound.thrown]).toEqual([[], []]);
	});

	it('starts one run, however often it is delivered', async () => {
		const { inbound, write } = await listening(provider);
		expect(await write('Is there parking?')).toHaveLength(1);
		const [{ id = '' } = {}] = harness.sandbox.control.deliveries({ provider });
		for (let copies = 0; copies < 2; copies += 1) expect((await harness.sandbox.control.redeliver(id)).status).toBe(200);
		expect(inbound.started).toHaveLength(1);
	});

	it.each<[string, INodeParameters]>([
		['people', { actors: STRANGER }],
		['conversations', { conversationIds: 'elsewhere' }],
	])('starts nothing where the filters name other %s', async (_, filters) => {
		const { write } = await listening(provider, { filters });
		expect(await write('Hello')).toEqual([]);
	});

	it('can be answered with a tapback by its id', async () => {
		const { write } = await listening(provider, { filters: { actors: HUMAN } });
		const [item] = await write('Is there parking?');
		const { messageId, line, conversationId } = item ?? {};
		const run = await harness.send(provider, {
			items: [{ id: String(messageId), line: String(line), conversationId: String(conversationId) }],
		});
		expect(run.error).toBeUndefined();
		expect(harness.sandbox.control.tapbacks(provider, String(messageId))).toMatchObject([{ reaction: 'like', from: 'agent' }]);
	});
});

describe('turning messages on', () => {
	const separate = PROVIDER_IDS.filter((id) => !scenarioOf({ id }).messages.comeWithTapbacks);

	it.each(separate)('registers the webhook of %s anew for them', async (provider) => {
		const without = await listening(provider, { events: ['added'] });
		const before = lastPost(provider);
		without.inbound.node.parameters.events = ['added', 'message'];
		expect(await without.inbound.activate()).toEqual({ existed: false });
		expect(lastPost(provider)).not.toBe(before);
		expect(await without.write('Hello')).toMatchObject([{ kind: 'message', text: 'Hello' }]);
	});

	it('refuses an event that there is not, by name', async () => {
		await expect(listening('linq', { events: '={{ ["added", "messages"] }}' })).rejects.toThrow(
			'Events has “messages”. Each must be one of: added, removed, message.',
		);
	});
});

describe('a text that reads like a tapback', () => {
	const CURTIU = 'Curtiu “See you at seven”';

	it('is one where it quotes a message', async () => {
		const { run } = await listening('sendblue');
		expect(await run(CURTIU)).toMatchObject([{ kind: 'tapback', reaction: 'like', message: { text: 'See you at seven' } }]);
	});

	it('is a message where it quotes none', async () => {
		const { run } = await listening('sendblue');
		const [item, ...others] = await run('Curtiu “o jantar de ontem”');
		expect(others).toEqual([]);
		expect(item).toMatchObject({ kind: 'message', text: 'Curtiu “o jantar de ontem”' });
		expect(Object.keys(item ?? {}).sort()).toEqual([...FIELDS].sort());
	});

	it('carries nothing along where it is a tapback', async () => {
		const { run } = await listening('sendblue');
		const [item] = await run(CURTIU);
		expect(Object.keys(item ?? {})).not.toContain('messageIfNoTapback');
	});

	it('is a message where tapbacks are not wanted and a person may have written it', async () => {
		const { write } = await listening('sendblue', { events: ['message'] });
		expect(await write(CURTIU)).toMatchObject([{ kind: 'message', text: CURTIU }]);
	});
});
