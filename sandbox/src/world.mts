import { createDeliveryQueue, type DeliveryQueue } from './deliveries/queue.mts';
import { createFaults, type Faults } from './faults.mts';
import { PROVIDERS } from './providers/index.mts';
import type { Provider, ProviderDefinition } from './providers/provider.mts';
import { createRateLimiter, type RateLimit, type RateLimiter } from './rate-limit.mts';
import type { LoggedRequest } from './request-log.mts';
import { createRing, type Ring } from './ring.mts';
import type { ProviderId } from './vocabulary.mts';

const REQUEST_CAPACITY = 500;

/** One vendor on the server: the played vendor and what the sandbox does to its calls. */
export interface Station {
	definition: ProviderDefinition;
	provider: Provider;
	faults: Faults;
	rateLimit: RateLimit | null;
	limiter: RateLimiter | undefined;
}

/** All state of a running sandbox. */
export interface World {
	now: () => number;
	stations: Map<ProviderId, Station>;
	deliveries: DeliveryQueue;
	requests: Ring<LoggedRequest>;
	reset(): void;
}

export interface WorldOptions {
	now: () => number;
	retryDelayScale: number;
	allowRemoteDeliveries: boolean;
}

/** Creates the world in its seeded state. */
export function createWorld({ now, retryDelayScale, allowRemoteDeliveries }: WorldOptions): World {
	const deliveries = createDeliveryQueue({ now, retryDelayScale, allowRemote: allowRemoteDeliveries });
	const requests = createRing<LoggedRequest>(REQUEST_CAPACITY);
	const stations = new Map<ProviderId, Station>();

	function seed(): void {
		for (const definition of PROVIDERS) stations.set(definition.id, createStation(definition));
	}

	function createStation(definition: ProviderDefinition): Station {
		const { id } = definition;
		const provider = definition.create({
			now,
			countCall: () => station.limiter?.count(),
			deliver: (outgoing) => deliveries.send(id, outgoing),
			deliveries: () =>
				deliveries.newestFirst().flatMap((delivery) => {
					const hookId = delivery.provider === id ? deliveries.hookOf(delivery.id) : undefined;
					return hookId === undefined ? [] : [{ delivery, hookId }];
				}),
			redeliver: (deliveryId) => deliveries.repeat(deliveryId),
		});
		const station: Station = {
			definition,
			provider,
			faults: createFaults(),
			rateLimit: null,
			limiter: undefined,
		};
		return station;
	}

	seed();
	return {
		now,
		stations,
		deliveries,
		requests,
		reset() {
			deliveries.reset();
			requests.clear();
			seed();
		},
	};
}

/** Sets or lifts a vendor's rate limit; a new limit starts with a new window. */
export function limitRate(station: Station, limit: RateLimit | null, now: () => number): void {
	station.rateLimit = limit;
	station.limiter = limit ? createRateLimiter(limit, now) : undefined;
}
