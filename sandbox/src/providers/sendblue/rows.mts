import { findConversation, findMessage, messageImages, messageText } from '../../model/account.mts';
import type { Message } from '../../model/message.mts';
import type { Service } from '../../model/reaction.mts';
import { ACCOUNT_EMAIL, type SendblueState, type TapbackRow } from './state.mts';

/** A message as Sendblue's list and webhooks show it, without reactions. */
export interface Row {
	content: string;
	is_outbound: boolean;
	status: string;
	message_handle: string;
	date_sent: string;
	date_updated: string;
	from_number: string;
	to_number: string;
	/** The other side: the human, or the recipient. */
	number: string;
	sendblue_number: string;
	message_type: 'message' | 'group';
	group_id: string;
	service: Service;
	[field: string]: unknown;
}

interface RowSource {
	handle: string;
	conversationId: string;
	line: string;
	author: string;
	isOutbound: boolean;
	content: string;
	mediaUrl: string;
	service: Service;
	sentAt: string;
}

/** Every row, oldest first, with the received tapbacks. */
export function allRows(state: SendblueState): Row[] {
	const rows = [
		...state.account.messages.map((message) => messageRow(state, message)),
		...state.tapbackRows.map((row) => tapbackRow(state, row)),
	];
	return rows.sort((a, b) => a.date_sent.localeCompare(b.date_sent));
}

/** The row with this handle. */
export function findRow(state: SendblueState, handle: string): Row | undefined {
	const message = findMessage(state.account, handle);
	if (message) return messageRow(state, message);
	const row = state.tapbackRows.findLast((candidate) => candidate.handle === handle);
	return row && tapbackRow(state, row);
}

export function messageRow(state: SendblueState, message: Message): Row {
	const { id, conversationId, line, author, from, service, sentAt } = message;
	return toRow(state, {
		handle: id,
		conversationId,
		line,
		author,
		service,
		sentAt,
		isOutbound: from === 'agent',
		content: messageText(message),
		mediaUrl: messageImages(message)[0] ?? '',
	});
}

export function tapbackRow(state: SendblueState, row: TapbackRow): Row {
	return toRow(state, { ...row, isOutbound: false, mediaUrl: '', service: 'iMessage' });
}

function toRow({ account }: SendblueState, source: RowSource): Row {
	const { handle, conversationId, line, author, isOutbound, content, mediaUrl, service, sentAt } = source;
	const conversation = findConversation(account, conversationId);
	const isGroup = conversation?.isGroup ?? false;
	const other = isOutbound ? (conversation?.participants[0] ?? '') : author;
	return {
		accountEmail: ACCOUNT_EMAIL,
		content,
		is_outbound: isOutbound,
		status: isOutbound ? 'DELIVERED' : 'RECEIVED',
		error_code: null,
		error_message: null,
		error_reason: null,
		error_detail: null,
		message_handle: handle,
		date_sent: sentAt,
		date_updated: sentAt,
		from_number: isOutbound ? line : author,
		number: other,
		to_number: isOutbound ? other : line,
		sendblue_number: line,
		was_downgraded: service === 'SMS' ? true : null,
		plan: 'dedicated',
		media_url: mediaUrl,
		message_type: isGroup ? 'group' : 'message',
		group_id: isGroup ? conversationId : '',
		participants: isGroup ? [line, ...(conversation?.participants ?? [])] : [],
		send_style: '',
		opted_out: false,
		service,
		group_display_name: isGroup ? 'Sandbox group' : '',
	};
}
