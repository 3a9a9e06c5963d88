import type { Account } from './account.mts';
import type { ProviderContext } from '../providers/provider.mts';
import type { Conversation, Line, Message, Part } from './message.mts';
import type { Service, Side } from './reaction.mts';

/** The form of a vendor's ids. Each function returns the same id for a name on every start. */
export interface SeedIds {
	line(name: string): string;
	conversation(name: string): string;
	message(name: string): string;
}

/** The businesses that people write to. */
const SEED_LINES = [
	{ number: '+12025550101', name: 'Trattoria Lucia' },
	{ number: '+12025550102', name: 'Lucia’s Bakery' },
] as const;

export interface Person {
	number: string;
	name: string;
}

const ANA = '+12025550123';
const BEN = '+12025550124';
const CLEO = '+12025550125';
export const SEED_PEOPLE: readonly Person[] = [
	{ number: ANA, name: 'Ana' },
	{ number: BEN, name: 'Ben' },
	{ number: CLEO, name: 'Cleo' },
];

const [MAIN_LINE, SECOND_LINE] = [SEED_LINES[0].number, SEED_LINES[1].number];

interface SeedConversation {
	name: string;
	line: string;
	participants: string[];
	service: Service;
	messages: { name: string; from: Side; author: string; parts: Part[] }[];
}

const text = (value: string): Part => ({ type: 'text', text: value });

const STORY: readonly SeedConversation[] = [
	{
		name: 'direct',
		line: MAIN_LINE,
		participants: [ANA],
		service: 'iMessage',
		messages: [
			{ name: 'question', from: 'human', author: ANA, parts: [text('Is the table for tonight still free?')] },
			{ name: 'answer', from: 'agent', author: MAIN_LINE, parts: [text('Yes, see you at seven.')] },
			{
				name: 'menu',
				from: 'human',
				author: ANA,
				parts: [text('Can we have this one?'), { type: 'image', url: 'https://media.example.com/menu.jpg' }],
			},
			{ name: 'offer', from: 'agent', author: MAIN_LINE, parts: [text('Shall I confirm the booking?')] },
		],
	},
	{
		name: 'group',
		line: MAIN_LINE,
		participants: [ANA, BEN],
		service: 'iMessage',
		messages: [
			{ name: 'cake', from: 'human', author: BEN, parts: [text('Who brings the cake?')] },
			{ name: 'order', from: 'agent', author: MAIN_LINE, parts: [text('I can order one.')] },
		],
	},
	{
		name: 'sms',
		line: MAIN_LINE,
		participants: [CLEO],
		service: 'SMS',
		messages: [
			{ name: 'parking', from: 'human', author: CLEO, parts: [text('Is parking free?')] },
			{ name: 'after-six', from: 'agent', author: MAIN_LINE, parts: [text('Yes, after six.')] },
		],
	},
	{
		name: 'second-line',
		line: SECOND_LINE,
		participants: [BEN],
		service: 'iMessage',
		messages: [
			{ name: 'hello', from: 'human', author: BEN, parts: [text('Hello, second line!')] },
			{ name: 'welcome', from: 'agent', author: SECOND_LINE, parts: [text('Hello, Ben.')] },
		],
	},
];

/** The same conversations with each vendor's ids; the last message was sent a minute before now. */
export function seedAccount(ids: SeedIds, { now, messageChanged }: Pick<ProviderContext, 'now' | 'messageChanged'>): Account {
	const lines: Line[] = SEED_LINES.map((line, i) => ({ id: ids.line(`line-${i + 1}`), ...line }));
	const total = STORY.reduce((sum, conversation) => sum + conversation.messages.length, 0);
	const toldAt = now();
	let told = 0;
	const conversations: Conversation[] = [];
	const messages: Message[] = [];
	for (const { name, line, participants, service, messages: lineOfTalk } of STORY) {
		const conversationId = ids.conversation(name);
		const isGroup = participants.length > 1;
		conversations.push({ id: conversationId, line, participants: [...participants], isGroup, service });
		for (const { name: messageName, from, author, parts } of lineOfTalk) {
			const sentAt = new Date(toldAt - (total - told++) * 60_000).toISOString();
			const id = ids.message(messageName);
			messages.push({
				id,
				conversationId,
				line,
				from,
				author,
				service,
				parts: [...parts],
				sentAt,
				tapbacks: [],
			});
		}
	}
	return { lines, conversations, messages, messageChanged };
}
