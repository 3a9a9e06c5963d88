import { findConversation, type Account } from '../../model/account.mts';
import { seededUuid } from '../../model/ids.mts';
import type { Conversation, Tapback } from '../../model/message.mts';

/** Linq's view of a person in a chat. */
export function chatHandle(account: Account, chatId: string, handle: string): Record<string, unknown> {
	const chat = findConversation(account, chatId);
	return {
		id: seededUuid(`linq:handle:${chatId}:${handle}`),
		handle,
		is_me: handle === chat?.line,
		status: 'active',
		left_at: null,
		service: chat?.service ?? 'iMessage',
		joined_at: '2026-01-01T00:00:00Z',
	};
}

/** Everyone in a chat, the line first. */
export function chatHandles(account: Account, chat: Conversation): Record<string, unknown>[] {
	return [chat.line, ...chat.participants].map((handle) => chatHandle(account, chat.id, handle));
}

/** The reaction as Linq names it. The caller adds the field name, which differs between reads and webhooks. */
export function wireReaction({ reaction, emoji }: Tapback): {
	type: string;
	custom_emoji: string | null;
	sticker: object | null;
} {
	if (reaction === 'emoji') return { type: 'custom', custom_emoji: emoji, sticker: null };
	const sticker = {
		file_name: 'sticker.png',
		height: 128,
		mime_type: 'image/png',
		url: 'https://media.example.com/sticker.png',
		width: 128,
	};
	return { type: reaction, custom_emoji: null, sticker: reaction === 'sticker' ? sticker : null };
}
