import { describe, expect, it } from '@jest/globals';

import { readResponse } from '../../../../core/http/response';
import type { SendCommand } from '../../../../core/providers/reactions';
import { tuco } from '../../../../core/providers/tuco';
import { NOW, MESSAGE } from '../../../harness/core/tuco.mts';
import { codeOf } from '../../../harness/error-of.mts';

const command = (changes: Partial<SendCommand> = {}): SendCommand => ({
	action: 'add',
	messageId: MESSAGE,
	partIndex: undefined,
	reaction: { type: 'love' },
	fields: {},
	...changes,
});

const answer = (status: number, json: unknown) => readResponse(tuco, { status, headers: {}, body: JSON.stringify(json) }, NOW);

describe('Tuco: sending', () => {
	it('has one request for both actions, which is never to be repeated', () => {
		const request = { method: 'POST', path: '/api/messages/react', body: { messageId: MESSAGE, reaction: 'love' }, idempotent: false };
		expect(tuco.send.build(command())).toEqual(request);
		expect(tuco.send.build(command({ action: 'remove' }))).toEqual(request);
		expect(tuco.removal).toBe('toggle');
	});

	it('waits longer than the relay does', () => expect(tuco.limits.timeoutMs).toBeGreaterThanOrEqual(90_000));

	it('is applied when ok, whatever reaction is named', () => {
		expect(tuco.send.parse(answer(200, { ok: true, reaction: 'love' }), command())).toEqual({ outcome: 'applied' });
		expect(tuco.send.parse(answer(200, { ok: true, reaction: null }), command({ action: 'remove' }))).toEqual({ outcome: 'applied' });
	});

	it.each([[{ ok: false }], [{}], [undefined], [{ ok: 'true' }], [{ reaction: 'love' }]])('is not confirmed by %j', (json) => {
		expect(codeOf(() => tuco.send.parse({ status: 200, headers: {}, json }, command()))).toBe('BAD_ANSWER');
	});

	it.each([MESSAGE, MESSAGE.toUpperCase()])('takes the message id %s', (id) => expect(tuco.messageId.pattern.test(id)).toBe(true));
	it.each(['', MESSAGE.slice(1), `${MESSAGE}0`, `${MESSAGE}\n`, 'g'.repeat(24)])('takes no message id %j', (id) => {
		expect(tuco.messageId.pattern.test(id)).toBe(false);
	});
});

describe('Tuco: refusals', () => {
	it.each([
		[400, 'messageId and reaction required', 'REFUSED'],
		[400, 'Invalid reaction type', 'TARGET_UNSUPPORTED'],
		[400, 'Invalid messageId', 'REFUSED'],
		[400, 'Cannot determine contact phone for reaction', 'TARGET_UNSUPPORTED'],
		[400, 'Message has no BlueBubbles ID — cannot react', 'TARGET_NOT_READY'],
		[400, 'Line not found or missing credentials', 'REFUSED'],
		[400, 'No active workspace', 'NOT_ALLOWED'],
		[400, 'Invalid events: message.reaction', 'REFUSED'],
		[400, 'Invalid URL format', 'REFUSED'],
		[401, 'Unauthorized', 'AUTH_FAILED'],
		[404, 'Message not found', 'TARGET_NOT_FOUND'],
		[429, 'Too many requests', 'RATE_LIMITED'],
		[500, 'Internal server error', 'PROVIDER_FAILED'],
		[502, 'BlueBubbles error: timeout', 'PROVIDER_FAILED'],
		[200, 'anything', 'REFUSED'],
	])('%s “%s” means %s', (status, error, code) => {
		expect(codeOf(() => answer(status, { error }))).toBe(code);
	});

	it('402 tells the reason', () => {
		expect(() => answer(402, { error: 'READ_ONLY', code: 'READ_ONLY', reason: 'past_due' })).toThrow(/“READ_ONLY: past_due”.*read-only/);
	});
	it('502 warns that it may have been sent', () =>
		expect(() => answer(502, { error: 'BlueBubbles error: x' })).toThrow(/may have been sent/));
	it('an event that can’t be subscribed tells the way out', () => {
		expect(() => answer(400, { error: 'Invalid events: message.reaction' })).toThrow(
			expect.objectContaining({
				message: expect.stringContaining('dashboard'),
				details: expect.objectContaining({ hintKey: 'register-by-hand' }),
			}),
		);
	});
	it.each([[{ ok: true }], [{ lines: [] }], [{ success: true }], [{ error: null }], [undefined]])('are none in %j', (json) => {
		expect(tuco.errors.read(json)).toBeUndefined();
	});
});
