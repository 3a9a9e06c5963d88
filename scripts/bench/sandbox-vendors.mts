import type { Overview } from '../../sandbox/src/index.mts';
import type { Call } from './sandbox-http.mts';

/** What is placed, one after the other. */
export const REACTIONS = ['love', 'like', 'dislike', 'laugh', 'emphasize', 'question'] as const;
const PERSON = '+12025550123';
const LINE = '+12025550101';

/** How a vendor's customers talk to it, as far as the load goes. */
export interface Vendor {
	id: string;
	headers: Record<string, string>;
	send(text: string): Call;
	/** Something an integration does with a message again and again; `turn` counts. */
	use(messageId: string, turn: number): Call;
	list: string;
}

/** Every vendor of the sandbox. */
export function vendorsOf({ providers }: Overview): Vendor[] {
	const credential = (id: string, field: string) => providers[id]?.credentials[field] ?? '';
	const bearer = (id: string) => ({ authorization: `Bearer ${credential(id, 'apiKey')}` });
	const chat = (id: string) => providers[id]?.conversations[0]?.id ?? '';
	return [
		{
			id: 'agentphone',
			headers: bearer('agentphone'),
			send: (text) => ({ method: 'POST', path: '/v1/messages', body: { to_number: PERSON, body: text } }),
			use: (messageId, turn) => ({
				method: 'POST',
				path: `/v1/messages/${messageId}/reactions`,
				body: { reaction: pick(REACTIONS, turn) },
			}),
			list: `/v1/conversations/${chat('agentphone')}/messages`,
		},
		{
			id: 'inkbox',
			headers: { 'x-api-key': credential('inkbox', 'apiKey') },
			send: (text) => ({
				method: 'POST',
				path: '/api/v1/imessage/messages',
				body: { conversation_id: chat('inkbox'), text },
				deliveries: 1,
			}),
			use: () => ({ method: 'GET', path: '/api/v1/imessage/conversations' }),
			list: '/api/v1/imessage/messages',
		},
		{
			id: 'linq',
			headers: bearer('linq'),
			send: (text) => ({
				method: 'POST',
				path: `/api/partner/v3/chats/${chat('linq')}/messages`,
				body: { message: { parts: [{ type: 'text', value: text }] } },
				deliveries: 1,
			}),
			use: (messageId) => ({ method: 'GET', path: `/api/partner/v3/messages/${messageId}` }),
			list: `/api/partner/v3/chats/${chat('linq')}/messages`,
		},
		{
			id: 'sendblue',
			headers: { 'sb-api-key-id': credential('sendblue', 'apiKeyId'), 'sb-api-secret-key': credential('sendblue', 'apiSecretKey') },
			send: (text) => ({ method: 'POST', path: '/api/send-message', body: { from_number: LINE, number: PERSON, content: text } }),
			use: (messageId, turn) => ({
				method: 'POST',
				path: '/api/send-reaction',
				body: { from_number: LINE, message_handle: messageId, reaction: pick(REACTIONS, turn) },
			}),
			list: '/api/v2/messages',
		},
		{
			id: 'tuco',
			headers: bearer('tuco'),
			send: (text) => ({ method: 'POST', path: '/api/messages', body: { recipientPhone: PERSON, message: text }, deliveries: 1 }),
			use: () => ({ method: 'GET', path: '/api/webhooks' }),
			list: '/api/lines/by-user',
		},
	];
}

/** The entry whose turn it is. */
export function pick<T>(entries: readonly T[], turn: number): T {
	const entry = entries[turn % entries.length];
	if (entry === undefined) throw new Error('There is nothing to pick from.');
	return entry;
}
