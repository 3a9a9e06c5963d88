import { beforeAll, describe, expect, it } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { providerById } from '../../../core/index.ts';
import type { ProviderId } from '../../../sandbox/src/index.mts';
import { installDeduplicator } from '../../harness/n8n/deduplicator.mts';
import { PROVIDER_IDS } from '../../harness/n8n/harness.mts';
import type { Trigger } from '../../harness/n8n/trigger.mts';
import { useHarness } from '../../harness/n8n/use-harness.mts';
import { runFrom, useTriggers } from '../../harness/n8n/use-triggers.mts';

const harness = useHarness();
const triggers = useTriggers(harness);
beforeAll(async () => void (await installDeduplicator()));

interface Scene {
	inbound: Trigger;
	/** Messages of the agent, in the order they were sent. */
	say(text: string): string;
	/** Taps, and runs what that starts. */
	tap(messageId: string, reaction?: 'love' | 'question'): Promise<IDataObject[]>;
	/** Somebody writes, and what that starts is run. */
	write(text: string): Promise<IDataObject[]>;
	reads(): number;
}

async function scene(provider: ProviderId, parameters: INodeParameters = {}): Promise<Scene> {
	const { control } = harness.sandbox;
	const inbound = await triggers.open(provider, { parameters });
	await inbound.activate();

	async function run(deliver: () => void): Promise<IDataObject[]> {
		await inbound.whenAnswered(deliver);
		const [items] = inbound.returned.at(-1)?.workflowData ?? [];
		return items === undefined ? [] : await runFrom(inbound, items);
	}

	return {
		inbound,
		say: (text) => control.sendMessage(provider, { from: 'agent', text }).id,
		tap: async (messageId, reaction = 'question') => await run(() => void control.react(provider, { messageId, reaction })),
		write: async (text) => await run(() => void control.sendMessage(provider, { from: 'human', text })),
		reads: () =>
			control.requests({ provider, limit: 500 }).filter(({ method, path }) => method === 'GET' && path.includes('/messages')).length,
	};
}

const naming = PROVIDER_IDS.filter((id) => {
	const { receiveTarget, receiveMessage } = providerById(id).capabilities;
	return receiveTarget.level === 'yes' && receiveMessage.level !== 'no';
});

describe.each(naming)('a run of a tapback from %s', (provider) => {
	it('has the message that was tapped', async () => {
		const { say, tap } = await scene(provider);
		const id = say('See you at seven');
		say('Or at eight?');
		expect(await tap(id)).toMatchObject([{ messageId: id, message: { id, text: 'See you at seven', candidates: [] } }]);
	});
});

describe('a run of a tapback that quotes its message', () => {
	it('has the id of the one message that reads so', async () => {
		const { say, tap } = await scene('sendblue');
		const [, id] = [say('See you at seven'), say('Or at eight?'), say('Bring the cake.')];
		expect(await tap(id)).toMatchObject([
			{
				messageId: id,
				message: { id, text: 'Or at eight?', isFromMe: true, candidates: [] },
				target: { confidence: 'matched', candidates: [] },
			},
		]);
	});

	it('has candidates where two messages read so, newest first, and no id', async () => {
		const { say, tap } = await scene('sendblue');
		const [first, second] = [say('OK?'), say('OK?')];
		expect(await tap(first)).toMatchObject([
			{ messageId: null, message: { id: null, candidates: [second, first] }, target: { candidates: [second, first] } },
		]);
	});

	it.each(['de', 'pt-BR', 'pt-PT', 'en-GB'])('has it whatever language the phone speaks: %s', async (phoneLanguage) => {
		harness.sandbox.control.changeQuirks('sendblue', { phoneLanguage });
		const { say, tap } = await scene('sendblue');
		const [, id] = [say('See you at seven'), say('Or at eight?'), say('Bring the cake.')];
		const [event] = await tap(id);
		expect(event).toMatchObject({ messageId: id, reaction: 'question', target: { confidence: 'matched' } });
		await harness.send('sendblue', { items: [{ id: String(event?.messageId), line: String(event?.line) }] });
		const ours = harness.sandbox.control.tapbacks('sendblue', id).filter(({ from }) => from === 'agent');
		expect(ours).toMatchObject([{ reaction: 'like' }]);
	});

	it('knows what it took the place of', async () => {
		const { say, tap } = await scene('sendblue');
		const id = say('See you at seven');
		await tap(id, 'love');
		expect(await tap(id)).toMatchObject([{ replaced: { reaction: 'love', emoji: '❤️' } }]);
	});

	it('goes on for the messages that are wanted, and for no others', async () => {
		const { control } = harness.sandbox;
		const { id } = control.sendMessage('sendblue', { from: 'agent', text: 'See you at seven' });
		const { say, tap } = await scene('sendblue', { filters: { messageIds: id } });
		const other = say('Or at eight?');
		expect(await tap(other)).toEqual([]);
		expect(await tap(id)).toMatchObject([{ messageId: id }]);
	});

	it('doesn’t go on where a person wrote the words, and quoted nothing', async () => {
		const { write } = await scene('sendblue');
		expect(await write('Loved “Hamlet”')).toEqual([]);
		expect(await write('Curtiu “Coco”')).toEqual([]);
	});

	it('goes on in a language whose words people write, too', async () => {
		const { say, write } = await scene('sendblue');
		const id = say('Até amanhã');
		expect(await write('Curtiu “Até amanhã”')).toMatchObject([{ reaction: 'like', messageId: id, target: { language: 'pt-BR' } }]);
	});

	it('leaves words with two meanings open, until the person’s other texts settle it', async () => {
		const { say, write } = await scene('sendblue');
		say('Até amanhã');
		expect(await write('Gostou de “Até amanhã”')).toMatchObject([
			{ reaction: 'unknown', target: { readings: [{ reaction: 'love' }, { reaction: 'like' }] } },
		]);
		await write('Adorou “Até amanhã”');
		expect(await write('Gostou de “Até amanhã”')).toMatchObject([{ reaction: 'like', emoji: '👍', target: { language: 'pt-PT' } }]);
	});

	it('goes on whole where the messages can’t be read', async () => {
		const { say, tap } = await scene('sendblue');
		const id = say('See you at seven');
		harness.sandbox.control.addFault('sendblue', { fault: { kind: 'status', status: 500, body: {} } });
		expect(await tap(id)).toMatchObject([{ messageId: null, reaction: 'question', message: { id: null, text: 'See you at seven' } }]);
	});
});

describe('without Include Message', () => {
	it('nothing is read, and words that people write start nothing', async () => {
		const { say, tap, write, reads } = await scene('sendblue', { options: { includeMessage: false } });
		const id = say('See you at seven');
		expect(await tap(id)).toMatchObject([{ messageId: null, target: { confidence: 'possible' } }]);
		expect(await write('Curtiu “See you at seven”')).toEqual([]);
		expect(reads()).toBe(0);
	});

	it('an event that names its message is read no text', async () => {
		const { say, tap, reads } = await scene('linq', { options: { includeMessage: false } });
		expect(await tap(say('See you at seven'))).toMatchObject([{ message: null }]);
		expect(reads()).toBe(0);
	});
});
