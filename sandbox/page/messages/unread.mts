import { effect, signal } from '@preact/signals';
import type { Conversation } from '../../src/model/message.mts';
import { view } from '../state/preferences.mts';
import { conversation, messages, provider, state } from '../state/store.mts';
import { unreadIn } from './unread-count.mts';

/** By `provider/conversation`: the time up to which everything was seen. Without an entry, everything counts as seen. */
const seenUpTo = signal<Readonly<Record<string, string>>>({});
const openedAt = new Date().toISOString();

// The shown conversation counts as seen, unless another view covers it.
effect(() => {
	const [shown, place] = [conversation.value, provider.value?.id];
	const last = messages.value.at(-1);
	if (shown === undefined || place === undefined || last === undefined || !isPhoneShown()) return;
	const key = `${place}/${shown.id}`;
	if ((seenUpTo.peek()[key] ?? '') < last.sentAt) seenUpTo.value = { ...seenUpTo.peek(), [key]: last.sentAt };
});

/** The number of unseen messages of the business. */
export function countUnread(providerId: string, { id }: Conversation): number {
	return unreadIn(state.value?.messages[providerId] ?? [], id, seenUpTo.value[`${providerId}/${id}`] ?? openedAt);
}

// A narrow window shows one view at a time.
function isPhoneShown(): boolean {
	if (matchMedia('(max-width: 720px)').matches) return view.value === 'chat';
	return view.value !== 'list' || !matchMedia('(max-width: 1040px)').matches;
}
