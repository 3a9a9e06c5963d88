import { computed, effect, signal } from '@preact/signals';
import type { Conversation } from '../../src/model/message.mts';
import { view } from '../state/preferences.mts';
import type { PageState } from '../state/page-state.mts';
import { conversation, messages, provider, state } from '../state/store.mts';
import { countNew, isAnotherStory, newestAt } from './unread-count.mts';

/** By `provider/conversation`: the time up to which everything was seen. */
const seenUpTo = signal<Readonly<Record<string, string>>>({});
/** Messages up to this time were there when the page opened or the sandbox was reset: they count as seen. */
const toldUpTo = signal('');

let known: PageState['messages'] | undefined;
effect(() => {
	const now = state.value?.messages;
	if (now === undefined) return;
	if (known === undefined || isAnotherStory(known, now)) {
		seenUpTo.value = {};
		toldUpTo.value = newestAt(now);
	}
	known = now;
});

/** False while another tab covers the page. */
const isPageShown = signal(!document.hidden);
document.addEventListener('visibilitychange', () => {
	isPageShown.value = !document.hidden;
});

// The shown conversation counts as seen, unless another view covers it.
effect(() => {
	const [shown, place] = [conversation.value, provider.value?.id];
	const last = messages.value.at(-1);
	if (shown === undefined || place === undefined || last === undefined || !isPageShown.value || !isPhoneShown()) return;
	const key = `${place}/${shown.id}`;
	if ((seenUpTo.peek()[key] ?? '') < last.sentAt) seenUpTo.value = { ...seenUpTo.peek(), [key]: last.sentAt };
});

/** The numbers of unseen messages, by provider and by conversation. */
const counts = computed(() => {
	const seen = seenUpTo.value;
	const byProvider = Object.entries(state.value?.messages ?? {});
	return new Map(byProvider.map(([id, all]) => [id, countNew(all, (conversationId) => seen[`${id}/${conversationId}`] ?? toldUpTo.value)]));
});

/** The number of unseen messages of the selected conversation. */
export const unreadHere = computed(() => {
	const [shown, place] = [conversation.value, provider.value?.id];
	return shown === undefined || place === undefined ? 0 : countUnread(place, shown);
});

/** The number of unseen messages of all providers. */
const unreadEverywhere = computed(() => {
	const all = [...counts.value.values()].flatMap((byConversation) => [...byConversation.values()]);
	return all.reduce((sum, count) => sum + count, 0);
});

/** The number of unseen messages of all other conversations. */
export const unreadElsewhere = computed(() => unreadEverywhere.value - unreadHere.value);

// The title shows the number, for users who look at another tab.
effect(() => {
	document.title = unreadEverywhere.value === 0 ? 'Tapback sandbox' : `(${unreadEverywhere.value}) Tapback sandbox`;
});

/** The number of unseen messages of the business. */
export function countUnread(providerId: string, { id }: Conversation): number {
	return counts.value.get(providerId)?.get(id) ?? 0;
}

// A narrow window shows one view at a time.
function isPhoneShown(): boolean {
	if (matchMedia('(max-width: 720px)').matches) return view.value === 'chat';
	return view.value !== 'list' || !matchMedia('(max-width: 1040px)').matches;
}
