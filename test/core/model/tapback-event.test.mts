import { describe, expect, it } from '@jest/globals';

import { formatEvent, type ParsedTapback } from '../../../core/model/tapback-event.ts';
import { NOW } from '../../harness/core/made-up.mts';

const PARSED: ParsedTapback = {
	eventId: 'e1',
	action: 'added',
	reaction: { type: 'love' },
	messageId: 'm1',
	partIndex: 0,
	actor: '+12025550123',
	isFromMe: false,
	conversationId: 'c1',
	service: 'iMessage',
	line: '+12025550199',
	occurredAt: '2025-12-31T23:59:59.000Z',
	provenance: 'structured',
	target: null,
};

describe('an event', () => {
	it('has exactly the fields of the contract', () => {
		expect(formatEvent('madeup', PARSED, { receivedAt: NOW })).toEqual({
			...PARSED,
			provider: 'madeup',
			reaction: 'love',
			emoji: '❤️',
			receivedAt: '2026-01-01T00:00:00.000Z',
			message: null,
			replaced: null,
		});
	});

	it.each([
		[{ type: 'emoji', emoji: '👍🏽' }, 'emoji', '👍🏽'],
		[{ type: 'sticker' }, 'sticker', null],
		[{ type: 'unknown', name: 'wave' }, 'unknown', null],
	] as const)('names %j and gives its glyph', (reaction, name, emoji) => {
		expect(formatEvent('madeup', { ...PARSED, reaction }, { receivedAt: NOW })).toMatchObject({ reaction: name, emoji });
	});

	it.each([
		['imessage', 'iMessage'],
		['iMessage', 'iMessage'],
		['sms', 'SMS'],
		['rcs', 'RCS'],
		['pigeon', 'pigeon'],
		[null, null],
	])('writes the service %p as %p', (service, written) => {
		expect(formatEvent('madeup', { ...PARSED, service }, { receivedAt: NOW }).service).toBe(written);
	});

	it('leaves what the provider didn’t say as null', () => {
		const silent = { messageId: null, partIndex: null, actor: null, conversationId: null, service: null, line: null, occurredAt: null };
		expect(formatEvent('madeup', { ...PARSED, ...silent }, { receivedAt: NOW })).toMatchObject(silent);
	});

	it('keeps a target that must be found by its text, without choosing one', () => {
		const target = { text: 'See you', candidates: ['m1', 'm2'] };
		const event = formatEvent('madeup', { ...PARSED, messageId: null, target }, { receivedAt: NOW });
		expect(event).toMatchObject({ messageId: null, target });
	});

	it('has the field raw only where a payload is passed on', () => {
		expect(formatEvent('madeup', PARSED, { receivedAt: NOW })).not.toHaveProperty('raw');
		expect(formatEvent('madeup', PARSED, { receivedAt: NOW, raw: undefined })).not.toHaveProperty('raw');
		expect(formatEvent('madeup', PARSED, { receivedAt: NOW, raw: null })).toHaveProperty('raw', null);
		expect(formatEvent('madeup', PARSED, { receivedAt: NOW, raw: { new_field: 1 } })).toHaveProperty('raw', { new_field: 1 });
	});

	it('passes on no field that a codec made up', () => {
		const extra = { ...PARSED, secret: 'x' };
		expect(formatEvent('madeup', extra, { receivedAt: NOW })).not.toHaveProperty('secret');
	});
});
