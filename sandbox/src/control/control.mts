import type { Delivery } from '../deliveries/delivery.mts';
import { parseFaultPlan, type FaultPlan, type PlannedFault } from '../faults/answer-faults.mts';
import { parseDeliveryFaultPlan, type DeliveryFaultPlan, type PlannedDeliveryFault } from '../faults/delivery-faults.mts';
import type { Forgery } from '../model/delivery-event.mts';
import type { HostStatus } from '../model/host-status.mts';
import { MOST_PLANS, MOST_WEBHOOKS, requireRoom, requireShort } from '../model/limits.mts';
import { parseHttpUrl } from '../model/loopback.mts';
import type { Message, Tapback } from '../model/message.mts';
import { providerId } from '../providers/index.mts';
import type { QuirkValue } from '../model/quirks.mts';
import type { RateLimit } from '../model/rate-limit.mts';
import { showRequest, type LoggedRequest } from '../model/request-log.mts';
import { limitRate, type Station, type World } from '../model/world.mts';
import { ControlError } from './control-error.mts';
import { messageById, postMessage, type MessageInput } from './messages.mts';
import { overview, type Overview } from './overview.mts';
import { react, type ReactionInput, type ReactionResult } from './reactions.mts';
import { parseForgery, parseRateLimit } from './parse.mts';

export interface RingQuery {
	provider?: string;
	limit?: number;
}

/** The functions of the control API: the human's phone, and the sandbox's switches. Each has an HTTP route under `/control`, and throws a ControlError. */
export interface Control {
	overview(): Overview;
	messages(provider: string, conversationId?: string): Message[];
	sendMessage(provider: string, input: MessageInput): Message;
	react(provider: string, input: ReactionInput): ReactionResult;
	tapbacks(provider: string, messageId: string): Tapback[];
	requests(query?: RingQuery): LoggedRequest[];
	deliveries(query?: RingQuery): Delivery[];
	redeliver(deliveryId: string, options?: { forge?: Forgery }): Promise<{ status: number; body: string }>;
	quirks(provider: string): Record<string, QuirkValue>;
	changeQuirks(provider: string, patch: Record<string, unknown>): Record<string, QuirkValue>;
	/** The planned faults of answers, oldest first. */
	faults(provider: string): PlannedFault[];
	addFault(provider: string, plan: FaultPlan): PlannedFault;
	removeFault(provider: string, id: string): void;
	clearFaults(provider: string): void;
	/** The planned faults of deliveries, oldest first. */
	deliveryFaults(provider: string): PlannedDeliveryFault[];
	addDeliveryFault(provider: string, plan: DeliveryFaultPlan): PlannedDeliveryFault;
	removeDeliveryFault(provider: string, id: string): void;
	clearDeliveryFaults(provider: string): void;
	webhooks(provider: string): Record<string, unknown>[];
	addWebhook(provider: string, input: { url: string; [option: string]: unknown }): Record<string, unknown>;
	removeWebhooks(provider: string): void;
	rateLimit(provider: string): RateLimit | null;
	setRateLimit(provider: string, limit: RateLimit | null): RateLimit | null;
	/** Stores the report of the host (n8n), for the page. */
	setHost(status: HostStatus | null): HostStatus | null;
	reset(): void;
}

/** Creates the control functions of a world. `origin` is the server's address. */
export function createControl(world: World, origin: () => string): Control {
	const station = (provider: string) => stationOf(world, provider);
	const settingsChanged = () => world.changes.publish({ kind: 'settings' });
	return {
		overview: () => overview(world, origin()),
		messages: (provider, conversationId) =>
			station(provider)
				.provider.account.messages.filter((message) => conversationId === undefined || message.conversationId === conversationId)
				.map(snapshot),
		sendMessage: (provider, input) => snapshot(postMessage(station(provider).provider, input, world.now())),
		react: (provider, input) => react(station(provider).provider, input, world.now()),
		tapbacks: (provider, messageId) => messageById(station(provider).provider, messageId).tapbacks,
		requests: (query = {}) => newest(world, world.requests.newestFirst(), query).map(showRequest),
		deliveries: (query = {}) =>
			newest(world, world.deliveries.newestFirst(), query).map((entry) => ({
				...entry,
				attempts: [...entry.attempts],
			})),
		async redeliver(deliveryId, { forge } = {}) {
			const outcome = await world.deliveries.repeat(deliveryId, parseForgery(forge));
			if (!outcome) throw new ControlError(404, `There is no delivery "${deliveryId}". GET /control/deliveries lists them.`);
			const { status, error, responseBody } = outcome;
			if (status === null) throw new ControlError(502, `The receiver did not answer: ${error ?? 'unknown error'}`);
			return { status, body: responseBody ?? '' };
		},
		quirks: (provider) => station(provider).provider.quirks.read(),
		changeQuirks(provider, patch) {
			const { quirks } = station(provider).provider;
			quirks.change(patch);
			settingsChanged();
			return quirks.read();
		},
		faults: (provider) => station(provider).faults.list(),
		addFault(provider, plan) {
			const { faults } = station(provider);
			requireRoom(faults.list().length, MOST_PLANS, 'planned faults of a kind');
			return faults.add(parseFaultPlan(plan));
		},
		removeFault: (provider, id) => removePlan(station(provider).faults, id),
		clearFaults: (provider) => station(provider).faults.clear(),
		deliveryFaults: (provider) => station(provider).deliveryFaults.list(),
		addDeliveryFault(provider, plan) {
			const { deliveryFaults } = station(provider);
			requireRoom(deliveryFaults.list().length, MOST_PLANS, 'planned faults of a kind');
			return deliveryFaults.add(parseDeliveryFaultPlan(plan));
		},
		removeDeliveryFault: (provider, id) => removePlan(station(provider).deliveryFaults, id),
		clearDeliveryFaults: (provider) => station(provider).deliveryFaults.clear(),
		webhooks: (provider) => station(provider).provider.webhooks(),
		addWebhook(provider, { url, ...options }) {
			const { provider: played } = station(provider);
			if (typeof url !== 'string' || !parseHttpUrl(url)) {
				throw new ControlError(400, '"url" must be an absolute http(s) URL for the hook.');
			}
			requireRoom(played.webhooks().length, MOST_WEBHOOKS, 'webhooks');
			requireShort({ url, ...options }, 'The webhook');
			const hook = played.addWebhook(url, options);
			world.meanTarget(url);
			settingsChanged();
			return hook;
		},
		removeWebhooks(provider) {
			station(provider).provider.removeWebhooks();
			settingsChanged();
		},
		rateLimit: (provider) => station(provider).rateLimit,
		setRateLimit(provider, limit) {
			const checked = parseRateLimit(limit);
			limitRate(station(provider), checked, world.now);
			settingsChanged();
			return checked;
		},
		setHost(status) {
			world.host = status;
			settingsChanged();
			return status;
		},
		reset: () => world.reset(),
	};
}

// A copy for the reader. Tapbacks and parts are never changed in place.
function snapshot(message: Message): Message {
	return { ...message, parts: [...message.parts], tapbacks: [...message.tapbacks] };
}

function stationOf(world: World, provider: string): Station {
	const id = providerId(provider);
	const station = id && world.stations.get(id);
	if (!station) {
		const known = [...world.stations.keys()].join(', ');
		throw new ControlError(404, `There is no provider "${provider}". Use one of: ${known}.`);
	}
	return station;
}

function removePlan(plans: { remove(id: string): boolean }, id: string): void {
	if (!plans.remove(id)) throw new ControlError(404, `There is no planned fault "${id}" here (any more). GET lists those that stand.`);
}

function newest<T extends { provider: string }>(world: World, entries: T[], { provider, limit = 100 }: RingQuery): T[] {
	if (provider !== undefined) stationOf(world, provider);
	if (!Number.isInteger(limit) || limit < 1) throw new ControlError(400, '"limit" must be a whole number from 1.');
	return entries.filter((entry) => provider === undefined || entry.provider === provider).slice(0, limit);
}
