import { describe, expect, it } from '@jest/globals';

import { providerById } from '../../../../core/index.ts';
import { listen } from '../harness/heard.mts';
import { until, useHarness } from '../harness/bots.mts';

const harness = useHarness();
const sendblue = providerById('sendblue');
const linq = providerById('linq');

async function registered(provider = sendblue, webhook = {}) {
	const bot = harness.bot(provider, { webhook });
	await bot.plugin.api.register({ url: await bot.url() });
	return { ...bot, heard: listen(bot) };
}

const say = (text: string, from: 'agent' | 'human' = 'agent') => harness.control.sendMessage('sendblue', { from, text }).id;

describe('a tapback reaches the bot', () => {
	it('with the message that was tapped', async () => {
		const { heard } = await registered(linq);
		const { id } = harness.message(linq);
		harness.control.react('linq', { messageId: id, reaction: 'love' });
		await until(() => heard.events.length > 0, 'the tapback');
		expect(heard.events[0]?.message).toMatchObject({ id, text: 'Is the table for tonight still free?' });
	});

	it('with the id of the one message that its quote fits, so that it can be answered', async () => {
		const { heard } = await registered();
		const [id] = [say('See you at seven'), say('Or at eight?')];
		harness.control.react('sendblue', { messageId: id, reaction: 'question' });
		await until(() => heard.events.length > 0, 'the tapback');
		expect(heard.events[0]).toMatchObject({ messageId: id, message: { id, text: 'See you at seven' } });
		expect(heard.messages[0]?.incoming_message.replyToId).toBe(id);
	});

	it('with candidates where its quote fits two', async () => {
		const { heard } = await registered();
		const [first, second] = [say('OK?'), say('OK?')];
		harness.control.react('sendblue', { messageId: first, reaction: 'love' });
		await until(() => heard.events.length > 0, 'the tapback');
		expect(heard.events[0]).toMatchObject({ messageId: null, message: { candidates: [second, first] } });
	});

	it('whole where the messages can’t be read, and the failure is reported', async () => {
		const { heard, errors } = await registered();
		const id = say('See you at seven');
		harness.control.addFault('sendblue', { fault: { kind: 'status', status: 500, body: {} } });
		harness.control.react('sendblue', { messageId: id, reaction: 'love' });
		await until(() => heard.events.length > 0, 'the tapback');
		expect(heard.events[0]).toMatchObject({ messageId: null, reaction: 'love' });
		expect(errors).toHaveLength(1);
	});

	it('not at all where a person wrote the words, and quoted nothing', async () => {
		const { heard } = await registered();
		say('Loved “Hamlet”', 'human');
		harness.control.react('sendblue', { messageId: say('See you at seven'), reaction: 'like' });
		await until(() => heard.events.length > 0, 'the tapback');
		expect(heard.events.map(({ reaction }) => reaction)).toEqual(['like']);
	});

	it('without a look-up where that is left out', async () => {
		const { heard } = await registered(sendblue, { includeMessage: false });
		harness.control.react('sendblue', { messageId: say('See you at seven'), reaction: 'love' });
		await until(() => heard.events.length > 0, 'the tapback');
		expect(heard.events[0]).toMatchObject({ messageId: null, target: { text: 'See you at seven' } });
	});
});
