import type { TapbackEvent } from '../../../core/model/tapback-event.ts';

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
