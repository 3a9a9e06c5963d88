import type { ReceivedAny } from '../../core/index.ts';
import type { Delivery } from '../../core/providers/webhook.ts';
import { scenarioOf } from '../contract/scenarios/index.mts';

/** @throws where a message id or a classic reaction doesn't stand in the payload at a place of its own. */
export function checkFacts(received: ReceivedAny, payload: unknown, { headers }: Delivery): void {
	if (received.kind === 'ignored') return;
	const told = received.kind === 'tapback' ? received.event : received.message;
	const { target, reaction, message } = scenarioOf({ id: told.provider }).documented.places;
	const places = received.kind === 'tapback' ? target : message;
	const isOfHeader = received.kind === 'message' && told.messageId !== null && `del_${told.messageId}_num_1` === headers['x-webhook-id'];
	if (told.messageId !== null && !isOfHeader && !isAt(payload, places, told.messageId)) throw new Error(`It aims at ${told.messageId}.`);
	if (received.kind === 'message') return;
	const { event } = received;
	const isNamed = event.provenance === 'text' || ['emoji', 'sticker', 'unknown'].includes(event.reaction);
	if (!isNamed && ![event.reaction, `-${event.reaction}`].some((name) => isAt(payload, reaction, name))) {
		throw new Error(`It makes ${event.reaction} of something else.`);
	}
}

function isAt(payload: unknown, places: readonly string[], value: string): boolean {
	return places.some((place) => place.split('.').reduce(ownValue, payload) === value);
}

function ownValue(value: unknown, key: string): unknown {
	return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined;
}
