import type { ReceivedAny } from '../../core/index.ts';
import type { Delivery } from '../../core/providers/webhook.ts';

interface WirePaths {
	/** Where the target of a tapback stands. */
	target: readonly string[];
	/** Where its kind stands. */
	reaction: readonly string[];
	/** Where the id of a message stands. */
	message: readonly string[];
}

const TUCO_PARTS = ['', 'data.'];

/** By the vendors' descriptions: the only places that core may read these facts from. */
const PATHS: Record<string, WirePaths> = {
	agentphone: { target: ['data.messageId'], reaction: ['data.reactionType'], message: ['data.messageId'] },
	inkbox: { target: ['data.reaction.target_message_id'], reaction: ['data.reaction.reaction'], message: ['data.message.id'] },
	linq: { target: ['data.message_id'], reaction: ['data.reaction_type'], message: ['data.id'] },
	sendblue: { target: [], reaction: [], message: ['message_handle'] },
	tuco: {
		target: TUCO_PARTS.flatMap((part) => ['targetMessageId', 'originalMessageId', 'messageId'].map((name) => part + name)),
		reaction: TUCO_PARTS.flatMap((part) => ['reaction', 'reactionType', 'type'].map((name) => part + name)),
		message: ['messageId', 'data.messageId', 'data.reply.messageId', 'message.messageId'],
	},
};

/** @throws where a message id or a classic reaction doesn't stand in the payload at a place of its own. */
export function checkFacts(received: ReceivedAny, payload: unknown, { headers }: Delivery): void {
	if (received.kind === 'ignored') return;
	const told = received.kind === 'tapback' ? received.event : received.message;
	const { target = [], reaction = [], message = [] } = PATHS[told.provider] ?? {};
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
