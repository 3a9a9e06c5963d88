import { signal } from '@preact/signals';

/** The route in the address: `#/linq/CONVERSATION`. */
export interface Route {
	provider: string;
	conversationId: string | undefined;
}

const DEFAULT_PROVIDER = 'linq';

export const route = signal<Route>(parseHash(location.hash));

addEventListener('hashchange', () => {
	route.value = parseHash(location.hash);
});

/** The address of a provider, or of one of its conversations. */
export function hrefOf(provider: string, conversationId?: string): string {
	return `#/${[provider, ...(conversationId === undefined ? [] : [conversationId])].map(encodeURIComponent).join('/')}`;
}

function parseHash(hash: string): Route {
	const [, provider, conversationId] = hash.split('/').map(decode);
	return { provider: provider || DEFAULT_PROVIDER, conversationId: conversationId || undefined };
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return '';
	}
}
