import { Botkit, type BotkitMessage } from 'botkit';

import { IMessageAdapter, type InboundMessage, type SentActivity, type LiveTapback } from '../../src/index.mts';

/*
 * Only compiled, never run: what compiles, and what must not.
 */

const apiKey = 'key';

export const adapter = new IMessageAdapter({
	provider: 'sendblue',
	credentials: { apiKeyId: 'id', apiSecretKey: 'secret', baseUrl: 'http://127.0.0.1:4747/sendblue' },
	line: '+12025550101',
	webhook: { secret: 's', fields: { lines: ['+12025550101'] } },
	acknowledge: 'like',
});

// @ts-expect-error Linq has one key
new IMessageAdapter({ provider: 'linq', credentials: { apiKeyId: 'id', apiSecretKey: 'secret' } });
// @ts-expect-error there is no such provider
new IMessageAdapter({ provider: 'nobody', credentials: { apiKey } });
// @ts-expect-error a line is a text
new IMessageAdapter({ provider: 'linq', credentials: { apiKey }, line: 7 });

export const controller = new Botkit({ adapter });

export const standing: Promise<LiveTapback[]> = adapter.api.get('id');
export const sent: Promise<SentActivity[]> = adapter.sendActivities({}, [{ type: 'message', text: 'Hi' }]);
export const told = (message: BotkitMessage): InboundMessage | undefined => message.imessage;
