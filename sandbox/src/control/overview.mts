import type { Conversation, Line } from '../account.mts';
import type { QuirkValue } from '../quirks.mts';
import type { World } from '../world.mts';

/** What `GET /control` shows of one provider; agents or identities stand beside these. */
export interface ProviderOverview {
	name: string;
	baseUrl: string;
	credentials: Record<string, string>;
	lines: Line[];
	conversations: Conversation[];
	quirks: Record<string, QuirkValue>;
	webhooks: Record<string, unknown>[];
	[extra: string]: unknown;
}

export interface Overview {
	providers: Record<string, ProviderOverview>;
}

/** Describes every provider: where it is, how to log in, who talks there. */
export function overview(world: World, origin: string): Overview {
	const entries = [...world.stations].map(([id, { definition, provider }]): [string, ProviderOverview] => [
		id,
		{
			name: definition.name,
			baseUrl: `${origin}/${id}`,
			credentials: provider.credentials,
			lines: provider.account.lines,
			...provider.extras(),
			conversations: provider.account.conversations,
			quirks: provider.quirks.read(),
			webhooks: provider.webhooks(),
		},
	]);
	return { providers: Object.fromEntries(entries) };
}
