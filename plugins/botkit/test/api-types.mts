/*
 * What users of TypeScript may write, and what they may not: `tsc` is the test.
 */
import type { BotWorker, Botkit, BotkitMessage } from 'botkit';

import { tapback, tapbackOf, type TapbackEvent, type TapbackResult } from '../src/index.mts';

declare const controller: Botkit;
declare const bot: BotWorker;
declare const message: BotkitMessage;

const linq = tapback({
	provider: 'linq',
	credentials: { apiKey: 'x' },
	webhook: { path: '/hooks/tapback', secret: 'x', fields: { lines: ['+12025550123'] }, reactions: ['love', 'emoji'] },
});
controller.usePlugin(linq);

const sendblue = tapback({
	provider: 'sendblue',
	credentials: { apiKeyId: 'x', apiSecretKey: 'x' },
	fields: { fromNumber: '+12025550123' },
});
tapback({ provider: 'tuco', credentials: { apiKey: 'x', baseUrl: 'http://127.0.0.1:4747/tuco' } });

// @ts-expect-error: no such provider
tapback({ provider: 'pigeon', credentials: { apiKey: 'x' } });
// @ts-expect-error: the credentials of another provider
tapback({ provider: 'sendblue', credentials: { apiKey: 'x' } });
// @ts-expect-error: one of two keys
tapback({ provider: 'sendblue', credentials: { apiKeyId: 'x' } });
// @ts-expect-error: a key too many
tapback({ provider: 'linq', credentials: { apiKey: 'x', apiSecretKey: 'x' } });
// @ts-expect-error: a variable of the environment may be undefined
tapback({ provider: 'linq', credentials: { apiKey: process.env.LINQ_API_KEY } });
// @ts-expect-error: no credentials
tapback({ provider: 'linq' });
// @ts-expect-error: fields of another provider
tapback({ provider: 'linq', credentials: { apiKey: 'x' }, fields: { fromNumber: '+12025550123' } });
// @ts-expect-error: webhook fields of another provider
tapback({ provider: 'inkbox', credentials: { apiKey: 'x' }, webhook: { fields: { lines: [] } } });
// @ts-expect-error: no such reaction to listen for
tapback({ provider: 'linq', credentials: { apiKey: 'x' }, webhook: { reactions: ['lovee'] } });
// @ts-expect-error: no such option
tapback({ provider: 'linq', credentials: { apiKey: 'x' }, webhok: {} });

export const sent: Promise<TapbackResult> = bot.tapback(message, 'love');
void bot.tapback(message, '🎉', { remove: true, partIndex: 1 });
void bot.tapback({ id: 'x' }, 'like');
void bot.tapback('x', 'like', { whenUnsupported: 'skip' });
// @ts-expect-error: no such option
void bot.tapback(message, 'love', { removed: true });
// @ts-expect-error: a part has a number
void bot.tapback(message, 'love', { partIndex: '1' });
// @ts-expect-error: no reaction
void bot.tapback(message);

void linq.api.send({ messageId: 'x', partIndex: 1 }, 'laugh');
void sendblue.api.send('x', 'laugh', { fields: { fromNumber: '+12025550123' } });
// @ts-expect-error: fields of another provider
void linq.api.send('x', 'laugh', { fields: { fromNumber: '+12025550123' } });
void tapback({ provider: 'agentphone', credentials: { apiKey: 'x' } }).api.get('x', { fields: { conversationId: 'y' } });
// @ts-expect-error: this one reads without
void linq.api.get('x', { fields: { conversationId: 'y' } });
void tapbackOf(controller).remove('x', '🎉');

linq.api.on({ reactions: ['question'], actions: ['added'] }, async (worker, heard) => {
	const event: TapbackEvent = heard.tapback;
	await worker.tapback(heard, 'like');
	return event.reaction;
});
// @ts-expect-error: a reaction's name is one of a list
linq.api.on({ reactions: ['?'] }, () => undefined);

controller.on('tapback', async (worker, heard) => {
	const reaction = heard.tapback?.reaction;
	// @ts-expect-error: it can't be this
	if (reaction === 'lovee') await worker.reply(heard, 'no');
});
