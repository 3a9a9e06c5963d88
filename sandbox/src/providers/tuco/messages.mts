import type { Hono } from 'hono';
import { addMessage, conversationWith } from '../../model/account.mts';
import { isRecord, textOf, textsOf } from '../../model/json.mts';
import type { Conversation, Message, Part } from '../../model/message.mts';
import { jsonBody } from '../vendor-app.mts';
import { deliverMessage } from './webhook.mts';
import { readOnly, tucoError } from './errors.mts';
import { freshObjectId, isoNow, leadId, WORKSPACE_ID, type TucoState } from './state.mts';

/** `POST /api/messages`: a text, attachments or both, to a person, known or new. */
export function addMessageRoutes(app: Hono, state: TucoState): void {
	app.post('/api/messages', async (c) => {
		const parsed = await jsonBody(c);
		const body = isRecord(parsed) ? parsed : {};
		const text = textOf(body.message);
		const attachments = textsOf(body.attachmentUrls ?? []);
		if (attachments === undefined) return tucoError(c, 400, 'attachmentUrls must be an array');
		if (attachments.length > 2) return tucoError(c, 400, 'Maximum 2 attachments per message');
		if (text === undefined && attachments.length === 0) return tucoError(c, 400, 'Message and attachmentUrls cannot both be empty');
		if (state.quirks.get('workspace') === 'read-only') return readOnly(c);
		const recipient = textOf(body.recipientPhone) ?? textOf(body.recipientEmail);
		if (recipient === undefined) {
			const where = 'in body or on the lead when leadId is provided';
			return tucoError(c, 400, `Either recipientEmail or recipientPhone is required (${where}).`);
		}
		const conversation = findChat(state, recipient, textOf(body.fromLineId));
		const texts: Part[] = text === undefined ? [] : [{ type: 'text', text }];
		const { line, service } = conversation;
		const message: Message = {
			id: freshObjectId(),
			conversationId: conversation.id,
			line,
			from: 'agent',
			author: line,
			service,
			parts: [...texts, ...attachments.map((url): Part => ({ type: 'image', url }))],
			sentAt: isoNow(state),
			tapbacks: [],
		};
		addMessage(state.account, message);
		deliverMessage(state, message);
		return c.json({ success: true, status: 'sent', message: wireSent(state, message, recipient), leadId: leadId(recipient) }, 201);
	});
}

/** Without a line the vendor takes its active lines in turn; here the line that has the conversation. */
function findChat({ account, context }: TucoState, recipient: string, lineId: string | undefined): Conversation {
	const line = account.lines.find(({ id }) => id === lineId)?.number;
	const known = account.conversations.find(
		({ isGroup, participants, line: own }) => !isGroup && participants[0] === recipient && (line === undefined || own === line),
	);
	if (known) return known;
	const from = line ?? account.lines[0]?.number ?? '';
	const { conversation } = conversationWith(account, { line: from, participant: recipient, newId: freshObjectId });
	context.settingsChanged();
	return conversation;
}

function wireSent({ account }: TucoState, { id, line, service, parts, sentAt }: Message, recipient: string): Record<string, unknown> {
	return {
		_id: id,
		message: parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n'),
		messageType: service.toLowerCase(),
		status: 'sent',
		fromLineId: account.lines.find(({ number }) => number === line)?.id ?? null,
		...(recipient.includes('@') ? { recipientEmail: recipient } : { recipientPhone: recipient }),
		leadId: leadId(recipient),
		workspaceId: WORKSPACE_ID,
		createdAt: sentAt,
		updatedAt: sentAt,
		sentAt,
		externalMessageId: null,
	};
}
