import type { Hono } from 'hono';
import { addMessage, conversationWith } from '../../model/account.mts';
import { freshHex } from '../../model/ids.mts';
import { isRecord, textOf, textsOf } from '../../model/json.mts';
import type { Conversation, Message, Part } from '../../model/message.mts';
import { jsonBody } from '../vendor-app.mts';
import { deliverMessage } from './webhook.mts';
import { agentPhoneError, invalid } from './errors.mts';
import { isoNow, type AgentPhoneState } from './state.mts';
import { addressees, channelOf, groupId } from './wire.mts';

/** An id in AgentPhone's shape. */
export function freshMessageId(): string {
	return `msg_${freshHex(16)}`;
}

/** `POST /v1/messages`: text or media, to a person or an existing group. From the SDK's types, because the guides name only the response. */
export function addMessageRoutes(app: Hono, state: AgentPhoneState): void {
	app.post('/v1/messages', async (c) => {
		const body = await jsonBody(c);
		if (!isRecord(body) || typeof body.body !== 'string') return invalid(c, ['body', 'body'], 'Field required', 'missing');
		const to = textOf(body.to_number);
		if (to === undefined) return invalid(c, ['body', 'to_number'], 'Field required', 'missing');
		const conversation = findChat(state, { to, from: senderNumber(state, body) }) ?? openChat(state, to, senderNumber(state, body));
		if (!conversation) return agentPhoneError(c, state, 404, 'No conversation with this recipient');
		const images = textsOf(body.media_urls) ?? (textOf(body.media_url) === undefined ? [] : [String(body.media_url)]);
		const texts: Part[] = body.body === '' ? [] : [{ type: 'text', text: body.body }];
		const parts: Part[] = [...texts, ...images.map((url): Part => ({ type: 'image', url }))];
		if (images.length > 1 && texts.length > 0) return invalid(c, ['body', 'body'], 'body must be empty when sending several media_urls');
		if (parts.length === 0) return invalid(c, ['body', 'body'], 'A message needs a body or media');
		const { id: conversationId, line, service } = conversation;
		const message: Message = {
			id: freshMessageId(),
			conversationId,
			line,
			from: 'agent',
			author: line,
			service,
			parts,
			sentAt: isoNow(state),
			tapbacks: [],
		};
		addMessage(state.account, message);
		deliverMessage(state, message);
		return c.json({
			id: message.id,
			status: 'sent',
			channel: channelOf(service),
			from_number: line,
			to_number: addressees(state, message).toNumber,
			conversation_id: conversationId,
			media_urls: images,
			reply_to_message_id: null,
			reply_parent_unresolved: null,
		});
	});
}

function findChat({ account }: AgentPhoneState, { to, from }: { to: string; from: string | undefined }): Conversation | undefined {
	return account.conversations.find((conversation) => {
		const { line, isGroup, participants } = conversation;
		const isTarget = isGroup ? groupId(conversation) === to : participants[0] === to;
		return isTarget && (from === undefined || from === line);
	});
}

/** Opens a conversation with a new person. A new group can’t be opened this way. */
function openChat({ account, context }: AgentPhoneState, to: string, from = account.lines[0]?.number): Conversation | undefined {
	const isLine = account.lines.some(({ number }) => number === from);
	if (from === undefined || !isLine || !/^\+[1-9]\d{6,14}$/.test(to)) return undefined;
	const { conversation } = conversationWith(account, { line: from, participant: to, newId: () => `conv_${freshHex(16)}` });
	context.settingsChanged();
	return conversation;
}

function senderNumber({ account, agents }: AgentPhoneState, body: Record<string, unknown>): string | undefined {
	const byAgent = agents.find(({ id }) => id === body.agent_id)?.line.number;
	const byId = account.lines.find(({ id }) => id === body.number_id)?.number;
	return textOf(body.from_number) ?? byId ?? byAgent;
}
