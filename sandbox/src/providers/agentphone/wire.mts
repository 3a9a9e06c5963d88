import { findConversation } from '../../model/account.mts';
import type { Conversation, Message } from '../../model/message.mts';
import type { Service } from '../../model/reaction.mts';
import type { AgentPhoneState } from './state.mts';

/** `imessage` or `sms`: webhooks and conversation reads write it in lower case. */
export function channelOf(service: Service): string {
	return service.toLowerCase();
}

/** The id under which a group is addressed. */
export function groupId({ id }: Conversation): string {
	return `grp_${id.replace(/^conv_/, '')}`;
}

/** Sender and recipient; a group has its id. */
export function addressees({ account }: AgentPhoneState, message: Message): { fromNumber: string; toNumber: string } {
	const { from, author, line, conversationId } = message;
	if (from === 'human') return { fromNumber: author, toNumber: line };
	const conversation = findConversation(account, conversationId);
	const other = conversation?.isGroup ? groupId(conversation) : (conversation?.participants[0] ?? '');
	return { fromNumber: line, toNumber: other };
}
