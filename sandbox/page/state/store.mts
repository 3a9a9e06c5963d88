import { computed, signal } from '@preact/signals';
import type { ProviderOverview } from '../../src/control/overview.mts';
import type { Conversation, Message } from '../../src/model/message.mts';
import { applyEvent, type PageState } from './page-state.mts';
import { route } from './route.mts';
import { type Connection, openStream } from './stream.mts';

export const connection = signal<Connection>('connecting');
export const state = signal<PageState | undefined>(undefined);

/** The shown provider. */
export const provider = computed((): { id: string; overview: ProviderOverview } | undefined => {
	const providers = state.value?.overview.providers ?? {};
	const id = route.value.provider in providers ? route.value.provider : (Object.keys(providers)[0] ?? '');
	const overview = providers[id];
	return overview && { id, overview };
});

/** The shown conversation: the one in the address, otherwise the first. */
export const conversation = computed((): Conversation | undefined => {
	const conversations = provider.value?.overview.conversations ?? [];
	return conversations.find(({ id }) => id === route.value.conversationId) ?? conversations[0];
});

/** The messages of the shown provider, oldest first. */
export const providerMessages = computed((): Message[] => state.value?.messages[provider.value?.id ?? ''] ?? []);

/** The messages of the shown conversation, oldest first. */
export const messages = computed(() => providerMessages.value.filter(({ conversationId }) => conversationId === conversation.value?.id));

/** The name of a person or a line of the shown provider; the number if it has none. */
export function nameOf(number: string): string {
	const named = [...(state.value?.overview.people ?? []), ...(provider.value?.overview.lines ?? [])];
	return named.find((entry) => entry.number === number)?.name ?? number;
}

/** Connects the page with the sandbox, for as long as it is open. */
export function connect(): void {
	openStream({
		event: (event) => {
			state.value = applyEvent(state.value, event);
		},
		connection: (value) => {
			connection.value = value;
		},
	});
}
