import { describe, expect, it } from '@jest/globals';

import { readResponse } from '../../../../core/http/response';
import { sendTapback } from '../../../../core/tapbacks/send';
import { inkbox } from '../../../../core/providers/inkbox';
import { createToggleMemory } from '../../../../core/tapbacks/toggle-memory';
import { scriptedConnection } from '../../../harness/core/made-up.mts';
import { NOW, HUMAN, MESSAGE_ID } from '../../../harness/core/inkbox.mts';
import { errorOf } from '../../../harness/error-of.mts';

describe('faults', () => {
	const read = (status: number, detail: unknown, path?: string) =>
		errorOf(() => readResponse(inkbox, { status, headers: {}, body: JSON.stringify({ detail }) }, NOW, path));
	const entry = (...loc: unknown[]) => [{ loc, msg: 'Not allowed', type: 'enum' }];

	it.each([
		[400, 'Identity is not enabled for iMessage', 'NOT_ALLOWED', /Enable iMessage/],
		[400, 'This message cannot accept reactions yet', 'TARGET_NOT_READY', /few seconds/],
		[400, 'Messages downgraded to SMS cannot accept reactions', 'TARGET_UNSUPPORTED', /fell back to SMS/],
		[400, 'Cannot react to your own message', 'TARGET_UNSUPPORTED', /your own/],
		[401, 'Invalid key', 'AUTH_FAILED', /API Key/],
		[403, { error: 'recipient_blocked', matched_rule_id: null, address: HUMAN, reason: 'blocklist' }, 'NOT_ALLOWED', /contact rule.*/],
		[403, 'Recipient blocked', 'NOT_ALLOWED', /contact rule/],
		[403, 'Scope mismatch', 'NOT_ALLOWED', /agent’s key/],
		[404, 'Message not found or not visible to this identity', 'TARGET_NOT_FOUND', /Check Message ID/],
		[404, 'Identity not found', 'REFUSED', /identity that this key can see/],
		[409, 'Recipient disconnected, must reconnect through the router', 'NOT_ALLOWED', /connect again/],
		[422, 'recipient_not_e164', 'TARGET_UNSUPPORTED', /e-mail address/],
		[422, { error: 'recipient_not_e164', message: 'Receive-only' }, 'TARGET_UNSUPPORTED', /Receive-only.*e-mail address/],
		[422, entry('body', 'reaction'), 'TARGET_UNSUPPORTED', /body\.reaction: Not allowed.*👀/],
		[422, 'Unknown reaction value', 'TARGET_UNSUPPORTED', /👀/],
		[422, entry('body', 'part_index'), 'REFUSED', /the part index/],
		[422, 'Unknown event type imessage.reaction_x', 'REFUSED', /https/],
		[429, 'Slow down', 'RATE_LIMITED', /Slow down/],
		[502, 'Upstream', 'PROVIDER_FAILED', /try again later/],
	])('reads %i %j as %s', async (status, detail, code, says) => {
		const error = await read(status, detail);
		expect(error.code).toBe(code);
		expect(error.message).toMatch(says);
	});
	it.each([
		['max 60 active subscriptions per identity', /remove one/],
		['Maximum number of active subscriptions reached (url not stored)', /remove one/],
		['An active subscription with this url exists for this owner', /publish again/],
		['Conflict', /publish again/],
	])('tells the 409s of webhook subscriptions apart: %s', async (detail, advice) => {
		const error = await read(409, detail, '/api/v1/webhooks/subscriptions');
		expect(error).toMatchObject({ code: 'WEBHOOK_CONFLICT', message: expect.stringMatching(advice) });
	});
	it.each([
		[404, 'Not Found'],
		[404, 'Reaction not found'],
		[405, 'Method Not Allowed'],
	])('takes %i “%s” to a removal for one that is not available, and not for a tapback that is gone', async (status, detail) => {
		const error = await read(status, detail, '/api/v1/imessage/reactions/r_1');
		expect(error).toMatchObject({ code: 'TARGET_UNSUPPORTED', message: expect.stringContaining('another tapback replaces it') });
	});
	it('repeats no address of a blocked recipient', async () => {
		const error = await read(403, { error: 'recipient_blocked', matched_rule_id: null, address: HUMAN, reason: 'blocklist' });
		expect(error.message).not.toContain(HUMAN);
	});
	it('sees no fault in a list, an object or an empty body', () => {
		for (const body of ['[]', '{"auth_type":"api_key"}', '']) {
			expect(() => readResponse(inkbox, { status: 200, headers: {}, body }, NOW)).not.toThrow();
		}
	});
});

describe('a message that never gets ready, as one that fell back to SMS', () => {
	it('is given up after four attempts, which take ten seconds at most', async () => {
		const notYet = { status: 400, body: '{"detail":"This message cannot accept reactions yet"}' };
		const { connection, sent, pauses } = scriptedConnection(Array(20).fill(notYet), { random: () => 0.999 });
		const input = { action: 'add', messageId: MESSAGE_ID, reaction: 'love' } as const;
		const options = { connection, memory: createToggleMemory(), whenUnsupported: 'error' } as const;
		expect((await errorOf(() => sendTapback(inkbox, input, options))).code).toBe('TARGET_NOT_READY');
		expect(sent).toHaveLength(4);
		expect(pauses.reduce((sum, ms) => sum + ms)).toBeLessThan(10_000);
	});
});
