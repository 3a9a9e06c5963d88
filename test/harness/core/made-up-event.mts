import type { LiveTapback, TapbackEvent } from '../../../core/model/tapback-event.ts';

/** A tapback of a vendor that exists in these tests only. */
export const EVENT: TapbackEvent = {
	provider: 'madeup',
	eventId: 'e1',
	action: 'added',
	reaction: 'love',
	emoji: '❤️',
	messageId: 'm1',
	partIndex: null,
	actor: '+12025550123',
	isFromMe: false,
	conversationId: 'c1',
	service: null,
	line: '+12025550199',
	occurredAt: null,
	receivedAt: '2026-01-01T00:00:00.000Z',
	provenance: 'structured',
	message: null,
	replaced: null,
	target: null,
};

/** Somebody's ❤️ on the message m1 of that vendor, with nothing known that needn't be. */
export const LIVE: LiveTapback = {
	reaction: { type: 'love' },
	messageId: 'm1',
	partIndex: null,
	actor: '+12025550123',
	isFromMe: false,
	conversationId: null,
	service: null,
	line: null,
	occurredAt: null,
	reactionId: null,
};
