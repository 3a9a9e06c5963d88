import { describe, expect, it } from '@jest/globals';
import { BotkitConversation } from 'botkit';

import { providerById } from '../../../../core/index.ts';
import { normalizeMessageReactions, type NormalizeOptions } from '../../src/index.mts';
import { reactionOfName } from '../../src/inbound/reaction-names.mts';
import { listen } from '../harness/heard.mts';
import { useHarness } from '../harness/bots.mts';

const harness = useHarness();
const linq = providerById('linq');

function aBot(options?: NormalizeOptions) {
	const bot = harness.bot(linq);
	bot.controller.usePlugin(normalizeMessageReactions(options));
	return { ...bot, heard: listen(bot) };
}

const slack = (type: string, reaction: string, more: object = {}) => ({
	type: 'event',
	channelId: 'slack',
	from: { id: 'U1', name: '' },
	channelData: { type, user: 'U1', reaction, item: { type: 'message', channel: 'C1', ts: '1700000000.000100' }, ...more },
});

describe('a reaction of another platform', () => {
	it('of Teams is the same event, with both sides of a change', async () => {
		const { adapter, heard } = aBot();
		await adapter.processActivity({
			type: 'messageReaction',
			channelId: 'msteams',
			replyToId: 'm1',
			reactionsAdded: [{ type: 'heart' }, { type: 'surprised' }],
			reactionsRemoved: [{ type: 'like' }],
		});
		expect(heard.events.map(({ action, reaction, emoji }) => [action, reaction, emoji])).toEqual([
			['removed', 'like', '👍'],
			['added', 'love', '❤️'],
			['added', 'emoji', '😮'],
		]);
		expect(heard.events[0]).toMatchObject({ provider: 'msteams', messageId: 'm1', provenance: 'structured' });
		expect(new Set(heard.events.map(({ eventId }) => eventId)).size).toBe(3);
		expect(heard.lines).toEqual([
			'tapback removed like',
			'tapback_removed removed like',
			'tapback added love',
			'tapback_added added love',
			'tapback added emoji',
			'tapback_added added emoji',
		]);
	});

	it.each(['constructor', '__proto__', 'message'])('is none where the event is another one: %s', async (type) => {
		const { adapter, heard } = aBot();
		await adapter.processActivity(slack(type, '+1'));
		expect(heard.events).toEqual([]);
	});

	it('of Slack is the same event, with and without its event middleware', async () => {
		const { adapter, heard } = aBot();
		await adapter.processActivity(slack('reaction_added', '+1'));
		await adapter.processActivity(slack('reaction_removed', 'tada', { botkitEventType: 'reaction_removed' }));
		expect(heard.events).toMatchObject([
			{ action: 'added', reaction: 'like', messageId: '1700000000.000100', actor: 'U1', provider: 'slack' },
			{ action: 'removed', reaction: 'emoji', emoji: '🎉' },
		]);
	});

	it('answers no pending question', async () => {
		const { adapter, controller, hear, heard } = aBot();
		const answers: unknown[] = [];
		const dialog = new BotkitConversation('order', controller);
		dialog.ask('How many?', async (answer) => void answers.push(answer), 'count');
		controller.addDialog(dialog);
		controller.hears('order', 'message', async (worker) => void (await worker.beginDialog('order')));
		await hear('order');
		await adapter.processActivity({ type: 'messageReaction', reactionsAdded: [{ type: 'like' }] });
		expect([heard.events.length, answers]).toEqual([1, []]);
		await hear('four');
		expect(answers).toEqual(['four']);
	});

	it('of the bot itself is not told, unless asked for', async () => {
		const own = slack('reaction_added', 'eyes', {});
		const { adapter, heard } = aBot();
		await adapter.processActivity({ ...own, from: adapter.conversation.bot });
		expect(heard.events).toEqual([]);
		const asked = aBot({ includeOwn: true });
		await asked.adapter.processActivity({ ...own, from: asked.adapter.conversation.bot });
		expect(asked.heard.events).toMatchObject([{ isFromMe: true }]);
	});

	it('leaves other events alone', async () => {
		const { adapter, controller, heard } = aBot();
		const others: string[] = [];
		controller.on('event', async (_bot, { type }) => void others.push(type));
		await adapter.processActivity({ type: 'event', channelData: { type: 'pin_added' } });
		expect([heard.events, others]).toEqual([[], ['event']]);
	});
});

describe('a name of a reaction', () => {
	it.each([
		['plusOne', { type: 'like' }],
		['thumbsdown', { type: 'dislike' }],
		['heart', { type: 'love' }],
		['joy', { type: 'laugh' }],
		['bangbang', { type: 'emphasize' }],
		['question', { type: 'question' }],
		['angry', { type: 'emoji', emoji: '😠' }],
		['🔥', { type: 'emoji', emoji: '🔥' }],
		['+1::skin-tone-3', { type: 'emoji', emoji: '👍🏼' }],
		['clap::skin-tone-6', { type: 'emoji', emoji: '👏🏿' }],
		['party_parrot', { type: 'unknown', name: 'party_parrot' }],
		['constructor', { type: 'unknown', name: 'constructor' }],
	])('%s', (name, reaction) => expect(reactionOfName(name)).toEqual(reaction));

	it('can be the user’s own', () => {
		expect(reactionOfName('party_parrot', { party_parrot: '🦜' })).toEqual({ type: 'emoji', emoji: '🦜' });
		expect(reactionOfName('shipit', { shipit: 'like' })).toEqual({ type: 'like' });
	});
});
