import { AsyncLocalStorage } from 'node:async_hooks';
import type { About } from './about.mts';
import { createChannel, type Channel } from './channel.mts';
import type { Delivery } from '../deliveries/delivery.mts';
import { portOf, type TargetRules } from '../deliveries/targets.mts';
import { createDeliveryQueue, type DeliveryQueue } from '../deliveries/queue.mts';
import { createFaults, type Faults } from '../faults/answer-faults.mts';
import { createDeliveryFaults, type DeliveryFaults } from '../faults/delivery-faults.mts';
import type { HostStatus } from './host-status.mts';
import { PROVIDERS } from '../providers/index.mts';
import type { Provider, ProviderDefinition } from '../providers/provider.mts';
import type { Message } from './message.mts';
import { createRateLimiter, type RateLimit, type RateLimiter } from './rate-limit.mts';
import type { KeptRequest } from './request-log.mts';
import { createRing, type Ring } from './ring.mts';
import type { ProviderId } from '../providers/descriptions.mts';

const REQUEST_CAPACITY = 500;
/** Maximum length of all logged bodies together. */
const MOST_REQUEST_CHARACTERS = 4_000_000;

/** One vendor on the server, with its planned faults and its rate limit. */
export interface Station {
	definition: ProviderDefinition;
	provider: Provider;
	faults: Faults;
	deliveryFaults: DeliveryFaults;
	rateLimit: RateLimit | null;
	limiter: RateLimiter | undefined;
}

/** A change of the world. `settings`: of a value in `GET /control`; `reset`: of everything. */
export type WorldChange =
	| { kind: 'message'; provider: ProviderId; message: Message }
	| { kind: 'request'; request: KeptRequest }
	| { kind: 'delivery'; delivery: Delivery }
	| { kind: 'settings' }
	| { kind: 'reset' };

/** All state of a running sandbox. */
export interface World {
	now: () => number;
	stations: Map<ProviderId, Station>;
	deliveries: DeliveryQueue;
	requests: Ring<KeptRequest>;
	changes: Channel<WorldChange>;
	/** The current API call. */
	calls: AsyncLocalStorage<KeptRequest>;
	/** The n8n that reported itself; null without one. */
	host: HostStatus | null;
	allowsRemoteDeliveries: boolean;
	/** Allows a target that the user named for webhooks. */
	meanTarget(url: string): void;
	reset(): void;
}

export interface WorldOptions {
	now: () => number;
	retryDelayScale: number;
	timeoutScale?: number;
	allowRemoteDeliveries: boolean;
	/** Ports of this machine that webhooks may go to. Default: any. */
	localPorts?: TargetRules['localPorts'];
	/** The port of the sandbox, once it listens. */
	ownPort?: TargetRules['ownPort'];
}

/** Creates the world in its seeded state. */
export function createWorld({
	now,
	retryDelayScale,
	timeoutScale,
	allowRemoteDeliveries,
	localPorts = 'any',
	ownPort,
}: WorldOptions): World {
	const changes = createChannel<WorldChange>();
	const calls = new AsyncLocalStorage<KeptRequest>();
	const meant = new Set<string>();
	const deliveries = createDeliveryQueue({
		now,
		retryDelayScale,
		timeoutScale,
		targets: {
			...{ allowRemote: allowRemoteDeliveries, localPorts, ownPort },
			// An n8n reports its own address.
			isMeant: (target) => meant.has(target.href) || portOf(target) === portOfHost(),
		},
		faultFor: (id, event) => stations.get(id)?.deliveryFaults.take({ event }),
		changed: (delivery) => changes.publish({ kind: 'delivery', delivery }),
	});
	const requests = createRing<KeptRequest>(REQUEST_CAPACITY, MOST_REQUEST_CHARACTERS);
	const stations = new Map<ProviderId, Station>();
	function portOfHost(): number | undefined {
		const url = world.host?.url;
		return typeof url === 'string' && URL.canParse(url) ? portOf(new URL(url)) : undefined;
	}
	const settingsChanged = () => changes.publish({ kind: 'settings' });

	function seed(): void {
		for (const definition of PROVIDERS) stations.set(definition.id, createStation(definition));
	}

	function createStation(definition: ProviderDefinition): Station {
		const { id } = definition;
		/** The last event of each kind. A vendor sends its webhooks directly after an event. */
		const latest = new Map<string, About>();
		const provider = definition.create({
			now,
			countCall: () => station.limiter?.count(),
			deliver: (outgoing) => deliveries.send(id, outgoing, (event) => latest.get(event)),
			messageChanged: (message) => changes.publish({ kind: 'message', provider: id, message }),
			settingsChanged,
			deliveries: () =>
				deliveries.newestFirst().flatMap((delivery) => {
					// The vendor never sent a withheld delivery.
					const isOwn = delivery.provider === id && delivery.state !== 'withheld';
					const hookId = isOwn ? deliveries.hookOf(delivery.id) : undefined;
					return hookId === undefined ? [] : [{ delivery, hookId }];
				}),
			redeliver: (deliveryId) => deliveries.repeat(deliveryId),
		});
		provider.account.happened = (about) => {
			latest.set(about.event, about);
			const call = calls.getStore();
			if (call) call.effect = about;
		};
		const station: Station = {
			definition,
			provider,
			faults: createFaults(settingsChanged),
			deliveryFaults: createDeliveryFaults(settingsChanged),
			rateLimit: null,
			limiter: undefined,
		};
		return station;
	}

	seed();
	const world: World = {
		now,
		stations,
		deliveries,
		requests,
		changes,
		calls,
		host: null,
		allowsRemoteDeliveries: allowRemoteDeliveries,
		meanTarget: (url) => void meant.add(new URL(url).href),
		reset() {
			deliveries.reset();
			requests.clear();
			meant.clear();
			seed();
			changes.publish({ kind: 'reset' });
		},
	};
	return world;
}

/** Sets or lifts a vendor's rate limit; a new limit starts with a new window. */
export function limitRate(station: Station, limit: RateLimit | null, now: () => number): void {
	station.rateLimit = limit;
	station.limiter = limit ? createRateLimiter(limit, now) : undefined;
}
