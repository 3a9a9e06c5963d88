import { describe, expect, it } from '@jest/globals';
import LinqAPIV3 from '@linqapp/sdk';
import { AgentPhoneClient } from 'agentphone';
import SendblueAPI from 'sendblue';
import { seeded } from './harness/sandbox.mts';
import { useReceiver, useSandbox } from './harness/use-sandbox.mts';

const sandbox = useSandbox();
const receiver = useReceiver();

describe('the SDK of Linq', () => {
	const client = () => {
		const { baseUrl, credentials } = sandbox.provider('linq');
		return new LinqAPIV3({
			baseURL: `${baseUrl}/api/partner`,
			apiKey: credentials.apiKey ?? '',
			maxRetries: 0,
		});
	};

	it('reacts, reads the live set and removes', async () => {
		const { human } = seeded(sandbox, 'linq');
		const linq = client();
		const answer = await linq.messages.addReaction(human.id, {
			operation: 'add',
			type: 'custom',
			custom_emoji: '🎉',
		});
		expect(answer).toMatchObject({ status: 'accepted', trace_id: expect.stringMatching(/^[0-9a-f]{32}$/) });
		const message = await linq.messages.retrieve(human.id);
		expect(message.parts?.[0]?.reactions).toMatchObject([{ is_me: true, type: 'custom', custom_emoji: '🎉' }]);
		await linq.messages.addReaction(human.id, { operation: 'remove', type: 'custom', custom_emoji: '🎉' });
		expect((await linq.messages.retrieve(human.id)).parts?.[0]?.reactions).toBeNull();
	});

	it('pages through chats and messages', async () => {
		const linq = client();
		const chats: string[] = [];
		for await (const chat of linq.chats.listChats({ limit: 1 })) chats.push(chat.id);
		expect(chats).toHaveLength(4);
		const messages: string[] = [];
		for await (const message of linq.chats.messages.list(chats[0] ?? '', { limit: 3 })) messages.push(message.id);
		expect(messages).toHaveLength(4);
	});

	it('subscribes, and its own verifier takes what we sign', async () => {
		const linq = client();
		const subscription = await linq.webhookSubscriptions.create({
			target_url: receiver.url,
			subscribed_events: ['reaction.added', 'reaction.removed'],
		});
		const { human } = seeded(sandbox, 'linq');
		sandbox.control.react('linq', { messageId: human.id, reaction: 'emoji', emoji: '🫶🏽' });
		const [call] = await receiver.received(1);
		const event = linq.webhooks.unwrap(call?.body ?? '', {
			headers: plain(call?.headers),
			key: subscription.signing_secret,
		});
		expect(event).toMatchObject({
			event_type: 'reaction.added',
			data: { custom_emoji: '🫶🏽', message_id: human.id },
		});
		const [delivery] = sandbox.control.deliveries();
		await sandbox.control.redeliver(delivery?.id ?? '', { forge: 'signature' });
		const forged = receiver.calls.at(-1);
		expect(() =>
			linq.webhooks.unwrap(forged?.body ?? '', {
				headers: plain(forged?.headers),
				key: subscription.signing_secret,
			}),
		).toThrow();
		expect((await linq.webhookSubscriptions.list()).subscriptions).toHaveLength(1);
		await linq.webhookSubscriptions.update(subscription.id, { is_active: false });
		await linq.webhookSubscriptions.delete(subscription.id);
		await expect(linq.webhookSubscriptions.retrieve(subscription.id)).rejects.toMatchObject({ status: 404 });
	});

	it('sees lines, event names and refusals as its types say', async () => {
		const linq = client();
		expect((await linq.phoneNumbers.list()).phone_numbers).toHaveLength(2);
		expect((await linq.webhookEvents.list()).events).toContain('reaction.added');
		const { sms } = seeded(sandbox, 'linq');
		await expect(linq.messages.addReaction(sms.id, { operation: 'add', type: 'love' })).rejects.toMatchObject({
			status: 409,
			error: { error: { code: 2017 } },
		});
	});

	function plain(headers: Record<string, string | string[] | undefined> = {}): Record<string, string> {
		return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
	}
});

describe('the SDK of AgentPhone', () => {
	const client = () => {
		const { baseUrl, credentials } = sandbox.provider('agentphone');
		return new AgentPhoneClient({ baseUrl, token: credentials.apiKey ?? '', maxRetries: 0 });
	};

	it('reacts and reads the live set', async () => {
		const agentphone = client();
		const { human } = seeded(sandbox, 'agentphone');
		const reaction = await agentphone.messages.sendReaction({ message_id: human.id, reaction: 'love' });
		expect(reaction).toMatchObject({ reaction_type: 'love', channel: 'iMessage' });
		const { data } = await agentphone.conversations.getConversationMessages({
			conversation_id: human.conversationId,
		});
		expect(data.find(({ id }) => id === human.id)?.reactions).toMatchObject([
			{ id: reaction.id, reactionType: 'love', direction: 'outbound' },
		]);
	});

	it('registers, reads and deletes webhooks', async () => {
		const agentphone = client();
		const hook = await agentphone.webhooks.createOrUpdateWebhook({ body: { url: receiver.url } });
		expect(hook.secret).toMatch(/^whsec_/);
		expect(await agentphone.webhooks.getWebhook()).toMatchObject({ id: hook.id, secret: hook.secret });
		await agentphone.webhooks.deleteWebhook();
		expect(await agentphone.webhooks.getWebhook()).toBeNull();
	});

	it('takes a 422 as an UnprocessableEntityError', async () => {
		const { human } = seeded(sandbox, 'agentphone');
		await expect(client().messages.sendReaction({ message_id: human.id, reaction: '-love' })).rejects.toMatchObject({
			statusCode: 422,
			body: { detail: [{ loc: ['body', 'reaction'] }] },
		});
	});
});

describe('the SDK of Sendblue', () => {
	const client = () => {
		const { baseUrl, credentials } = sandbox.provider('sendblue');
		return new SendblueAPI({
			baseURL: baseUrl,
			apiKey: credentials.apiKeyId ?? '',
			apiSecret: credentials.apiSecretKey ?? '',
			maxRetries: 0,
		});
	};

	it('manages webhooks', async () => {
		const sendblue = client();
		await sendblue.webhooks.create({ webhooks: [{ url: receiver.url, secret: 's' }], type: 'receive' });
		expect((await sendblue.webhooks.list()).webhooks).toEqual({
			receive: [{ url: receiver.url, secret: 's' }],
		});
		await sendblue.webhooks.delete({ webhooks: [receiver.url], type: 'receive' });
		expect((await sendblue.webhooks.list()).webhooks).toEqual({});
	});

	it('lists and sends messages, and sees a tapback as one', async () => {
		const sendblue = client();
		const { human } = seeded(sandbox, 'sendblue');
		sandbox.control.react('sendblue', { messageId: human.id, reaction: 'laugh' });
		const { data, pagination } = await sendblue.messages.list({
			number: '+12025550123',
			is_outbound: 'false',
			limit: 1,
		});
		expect(data).toMatchObject([{ content: 'Laughed at “Is the table for tonight still free?”', status: 'RECEIVED' }]);
		expect(pagination).toMatchObject({ limit: 1, hasMore: true });
		const sent = await sendblue.messages.send({
			from_number: '+12025550101',
			number: '+12025550123',
			content: 'On our way',
		});
		expect((await sendblue.messages.retrieve(sent.message_handle ?? '')).data?.content).toBe('On our way');
		expect((await sendblue.lines.getState()).data).toHaveLength(2);
	});
});
