import { describe, expect, it } from '@jest/globals';

import { readResponse } from '../../../../core/http/response';
import type { SendCommand } from '../../../../core/providers/reactions';
import { sendblue } from '../../../../core/providers/sendblue';
import { codeOf } from '../../../harness/error-of.mts';

const NOW = 1_767_225_600_000;
const command = (changes: Partial<SendCommand> = {}): SendCommand => ({
	action: 'add',
	messageId: 'H',
	partIndex: undefined,
	reaction: { type: 'love' },
	fields: { fromNumber: '+12025550199' },
	...changes,
});

const answer = (status: number, json: unknown) => readResponse(sendblue, { status, headers: {}, body: JSON.stringify(json) }, NOW);

describe('Sendblue: sending', () => {
	it.each([
		[command(), { reaction: 'love' }],
		[command({ action: 'remove' }), { reaction: '-love' }],
		[command({ reaction: { type: 'emoji', emoji: '❤️' } }), { reaction: '❤️' }],
		[command({ reaction: { type: 'emoji', emoji: '👍🏽' }, action: 'remove' }), { reaction: '-👍🏽' }],
		[command({ partIndex: 0 }), { reaction: 'love', part_index: 0 }],
		[command({ partIndex: 2 }), { reaction: 'love', part_index: 2 }],
	])('%j', (given, body) => {
		expect(sendblue.send.build(given)).toEqual({
			method: 'POST',
			path: '/api/send-reaction',
			idempotent: true,
			body: { from_number: '+12025550199', message_handle: 'H', ...body },
		});
	});

	it('is accepted, not applied', () => {
		const ok = answer(200, { status: 'OK', message: 'Reaction request sent', message_handle: 'H', reaction: 'love' });
		expect(sendblue.send.parse(ok, command())).toEqual({ outcome: 'accepted' });
		expect(
			sendblue.send.parse(answer(200, { status: 'OK', reaction: '❤' }), command({ reaction: { type: 'emoji', emoji: '❤️' } })),
		).toEqual({ outcome: 'accepted' });
	});

	it.each([[{}], [{ status: 'QUEUED' }], [{ status: 'OK', reaction: 'like' }], [{ status: 'OK', reaction: '-love' }], [undefined]])(
		'is not confirmed by %j',
		(json) => {
			expect(codeOf(() => sendblue.send.parse({ status: 200, headers: {}, json }, command()))).toBe('BAD_ANSWER');
		},
	);
});

describe('Sendblue: refusals', () => {
	it.each([
		[400, 'You must specify a valid `from_number` in the request body.', 'REFUSED'],
		[400, 'You must specify `message_handle` in the request body.', 'REFUSED'],
		[400, '`part_index` must be a non-negative integer.', 'REFUSED'],
		[400, 'Invalid reaction. Must be one of: love, like, dislike, laugh, emphasize, question', 'TARGET_UNSUPPORTED'],
		[400, 'Invalid reaction. Must be one of love, like, dislike, laugh, emphasize, question, or exactly one emoji', 'TARGET_UNSUPPORTED'],
		[404, 'The from_number is not registered', 'REFUSED'],
		[404, 'The message to react to was not found for this account', 'TARGET_NOT_FOUND'],
		[422, 'unsupported_target', 'TARGET_UNSUPPORTED'],
		[401, 'whatever', 'AUTH_FAILED'],
		[200, 'something went wrong', 'REFUSED'],
	])('%s “%s” means %s', (status, message, code) => {
		expect(codeOf(() => answer(status, { status: 'ERROR', message }))).toBe(code);
	});

	it('have a rule for every documented text', () => {
		const documented = sendblue.errors.rules.filter(({ match }) => match !== undefined);
		expect(documented).toHaveLength(8);
	});

	it('keep every word of theirs', () => {
		expect(sendblue.errors.read({ status: 'ERROR', message: 'unsupported_target', detail: 'SMS', error_code: 4000 })).toEqual({
			message: 'unsupported_target: SMS',
			code: '4000',
		});
		expect(sendblue.errors.read({ error: 'Unauthorized' })).toEqual({ message: 'Unauthorized', code: undefined });
	});

	it.each([
		[{ status: 'OK', message: '...' }],
		[{ lines: [] }],
		[{ status: 'OK', webhooks: {} }],
		[{ message: 'done' }],
		[[]],
		[undefined],
	])('are none in %j', (json) => {
		expect(sendblue.errors.read(json)).toBeUndefined();
	});
});
