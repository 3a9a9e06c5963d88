import type { PlannedFault } from '../faults/answer-faults.mts';
import type { PlannedDeliveryFault } from '../faults/delivery-faults.mts';
import type { QuirkValue } from '../model/quirks.mts';
import type { RateLimit } from '../model/rate-limit.mts';
import type { HostStatus } from '../model/host-status.mts';
import type { Conversation, Line } from '../model/message.mts';
import { SEED_PEOPLE, type Person } from '../model/seed.mts';
import type { World } from '../model/world.mts';

/** The fields of `GET /control` for one provider; agents or identities are added. */
export interface ProviderOverview {
	name: string;
	baseUrl: string;
	credentials: Record<string, string>;
	lines: Line[];
	conversations: Conversation[];
	quirks: Record<string, QuirkValue>;
	/** The allowed values of each quirk, the default first. */
	quirkChoices: Record<string, readonly QuirkValue[]>;
	webhooks: Record<string, unknown>[];
	/** The planned faults of the next answers. */
	faults: PlannedFault[];
	/** The planned faults of the next deliveries. */
	deliveryFaults: PlannedDeliveryFault[];
	rateLimit: RateLimit | null;
	[extra: string]: unknown;
}

export interface Overview {
	providers: Record<string, ProviderOverview>;
	/** The people with their numbers. */
	people: Person[];
	host: HostStatus | null;
	allowsRemoteDeliveries: boolean;
}

/** Describes every provider: its address, credentials and conversations. */
export function overview(world: World, origin: string): Overview {
	const entries = [...world.stations].map(
		([id, { definition, provider, faults, deliveryFaults, rateLimit }]): [string, ProviderOverview] => [
			id,
			{
				name: definition.name,
				baseUrl: `${origin}/${id}`,
				credentials: provider.credentials,
				lines: provider.account.lines,
				...provider.extras(),
				conversations: provider.account.conversations,
				quirks: provider.quirks.read(),
				quirkChoices: provider.quirks.choices(),
				webhooks: provider.webhooks(),
				faults: faults.list(),
				deliveryFaults: deliveryFaults.list(),
				rateLimit,
			},
		],
	);
	return {
		providers: Object.fromEntries(entries),
		people: [...SEED_PEOPLE],
		host: world.host,
		allowsRemoteDeliveries: world.allowsRemoteDeliveries,
	};
}
