import type { Hono } from 'hono';
import { messageText } from '../../model/account.mts';
import { queryInteger } from '../../model/json.mts';
import type { Message } from '../../model/message.mts';
import { tucoError } from './errors.mts';
import { leadId, OWNER_EMAIL, WORKSPACE_ID, type TucoState } from './state.mts';

/** Reads of lines and replies, the documented source of message ids. No read shows a reaction. */
export function addReadRoutes(app: Hono, state: TucoState): void {
	const { account, quirks } = state;
	app.get('/api/lines/by-user', (c) => {
		if (quirks.get('workspace') === 'none') return tucoError(c, 400, 'No active workspace');
		const lines = account.lines.map(({ id, number, name }) => ({
			_id: id,
			workspaceId: WORKSPACE_ID,
			phone: number,
			email: OWNER_EMAIL,
			firstName: name,
			lastName: '',
			isActive: true,
			provisioningStatus: 'active',
			lineType: 'dedicated',
			dailyNewConversationsLimit: 50,
			dailyTotalMessagesLimit: 500,
			usage: { newConversations: 0, totalMessages: 0 },
			healthCheck: { status: 'healthy', lastCheckedAt: '2026-01-01T00:00:00.000Z' },
		}));
		return c.json({ lines });
	});
	app.get('/api/replies', (c) => {
		const query = c.req.query();
		const page = queryInteger(query.page, { fallback: 1, min: 1, max: 1e6 }) ?? 1;
		const limit = Math.min(queryInteger(query.limit, { fallback: 50, min: 1, max: 1e6 }) ?? 50, 100);
		for (const field of ['leadId', 'campaignId'] as const) {
			if (query[field] !== undefined && !/^[0-9a-f]{24}$/i.test(query[field])) return tucoError(c, 400, `Invalid ${field}`);
		}
		if (query.campaignId !== undefined) return tucoError(c, 404, 'Campaign not found');
		const replies = leads(state)
			.filter((lead) => query.lineId === undefined || lead.lineIds.includes(query.lineId))
			.filter(({ phone }) => query.recipientPhone === undefined || query.recipientPhone === phone)
			.filter(() => query.recipientEmail === undefined)
			.filter(({ phone }) => query.leadId === undefined || query.leadId === leadId(phone));
		if (query.leadId !== undefined && replies.length === 0) return tucoError(c, 404, 'Lead not found');
		const wired = replies.flatMap((lead) => wireReply(lead, query.dateFrom, query.dateTo));
		const start = (page - 1) * limit;
		const totalPages = Math.ceil(wired.length / limit);
		return c.json({
			replies: wired.slice(start, start + limit),
			total: wired.length,
			page,
			limit,
			totalPages,
		});
	});
}

interface Lead {
	phone: string;
	lineIds: string[];
	received: Message[];
	sent: Message[];
}

function leads({ account }: TucoState): Lead[] {
	const phones = [...new Set(account.conversations.flatMap(({ participants }) => participants))];
	return phones.map((phone) => {
		const chats = account.conversations.filter(({ participants }) => participants.includes(phone));
		const messages = account.messages.filter(({ conversationId }) => chats.some(({ id }) => id === conversationId));
		return {
			phone,
			lineIds: account.lines.filter(({ number }) => chats.some(({ line }) => line === number)).map(({ id }) => id),
			received: messages.filter(({ author }) => author === phone).reverse(),
			sent: messages.filter(({ from }) => from === 'agent').reverse(),
		};
	});
}

function wireReply({ phone, received, sent }: Lead, from: string | undefined, to: string | undefined): Record<string, unknown>[] {
	const within = received.filter(({ sentAt }) => {
		const time = Date.parse(sentAt);
		return (from === undefined || time >= Date.parse(from)) && (to === undefined || time <= Date.parse(to));
	});
	const newest = within[0];
	if (!newest) return [];
	return [
		{
			leadId: leadId(phone),
			messageId: newest.id,
			message: messageText(newest),
			respondedAtUtc: newest.sentAt,
			recipientPhone: phone,
			recipientEmail: null,
			name: null,
			recentReplies: within.map((one) => ({
				messageId: one.id,
				message: messageText(one),
				receivedAtUtc: one.sentAt,
			})),
			parentMessages: sent.map((one) => ({
				messageId: one.id,
				message: messageText(one),
				sentAtUtc: one.sentAt,
				batchId: null,
				stepIndex: null,
			})),
		},
	];
}
