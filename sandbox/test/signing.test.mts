import { describe, expect, it } from '@jest/globals';
import { signAgentPhone } from '../src/providers/agentphone/signing.mts';
import { signInkbox } from '../src/providers/inkbox/signing.mts';
import { signLinq } from '../src/providers/linq/signing.mts';
import { signSendblue } from '../src/providers/sendblue/signing.mts';
import { signTuco } from '../src/providers/tuco/signing.mts';

const at = 1_767_225_600_000;

describe('signing agrees with the documented test vectors', () => {
	it('for AgentPhone', () => {
		const body =
			'{"event":"agent.reaction","channel":"imessage","timestamp":"2026-01-01T00:00:00Z","data":{"messageId":"msg_1","reactionType":"love"}}';
		const { signature, headers } = signAgentPhone({ body, at, secret: 'whsec_test' }, 'wh_1');
		expect(signature).toEqual({
			'X-Webhook-Signature': 'sha256=f227847c7e2cb1a228b010c757a2d52283b3de9f55a3668b2112923caec5fc6a',
		});
		expect(headers).toEqual({ 'X-Webhook-Timestamp': '1767225600', 'X-Webhook-ID': 'wh_1' });
	});

	it('for Inkbox, with and without the whsec_ prefix', () => {
		const input = { body: '{"event":"message.received"}', at: 1_741_737_600_000 };
		const expected = 'sha256=ccab437c803be0681b6357433d3c0baa9cd235e817f3a831cf4cc75a0d789456';
		for (const secret of ['test-signing-key', 'whsec_test-signing-key']) {
			expect(signInkbox({ ...input, secret }, 'req-abc-123').signature).toEqual({
				'X-Inkbox-Signature': expected,
			});
		}
	});

	it('for Inkbox without a key, which signs nothing', () => {
		const { signature, headers } = signInkbox({ body: '{}', at, secret: undefined }, 'req-1');
		expect(signature).toEqual({});
		expect(headers).toEqual({ 'X-Inkbox-Request-ID': 'req-1', 'X-Inkbox-Timestamp': '1767225600' });
	});

	it('for Linq, Standard Webhooks and legacy', () => {
		const eventId = '11111111-2222-4333-8444-555555555555';
		const body =
			'{"api_version":"v3","webhook_version":"2026-02-03","event_type":"reaction.added","event_id":"11111111-2222-4333-8444-555555555555","data":{"is_from_me":false,"reaction_type":"custom","custom_emoji":"🎉"}}';
		const secret = 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=';
		const { signature } = signLinq({ body, at, secret }, { eventId, eventType: 'reaction.added', subscriptionId: 's' });
		expect(signature).toEqual({
			'webhook-signature': 'v1,74qCzhh+2Cs8Fi/xCCyaeInzqnRdAV1RaAH92fa0jkA=',
			'X-Webhook-Signature': '1449e728d1f974d845183fb57ace8f78378037af0b78fc7a7664ddc4da0c1216',
		});
	});

	it('for Sendblue, the static secret and the HMAC', () => {
		const body = '{"content":"Loved “Hello”","message_handle":"0B6E1B1C-0000-4000-8000-000000000001"}';
		const input = { body, at, secret: 'sb_test_secret' };
		expect(signSendblue(input, { withHmac: false }).signature).toEqual({
			'sb-signing-secret': 'sb_test_secret',
		});
		expect(signSendblue(input, { withHmac: true }).signature).toEqual({
			'sb-signing-secret': 'sb_test_secret',
			'X-Sendblue-Signature': 't=1767225600,v1=a0d9dde244f4fab29ebfc92651146922dda45e5797f3bdba11dd2ccde8f06e41',
		});
	});

	it('for Tuco', () => {
		const body = '{"event":"message.reaction","timestamp":"2026-01-01T00:00:00.000Z"}';
		const { signature, headers } = signTuco({ body, at, secret: 'dGhpcyBpcyBhIHNhbXBsZSBzZWNyZXQ=' }, 'message.reaction');
		expect(signature).toEqual({
			'X-Tuco-Signature': 'ea7303ab0a0281e5e3976137d17275b00900e0085f893b8918d27e8b8bb2f194',
		});
		expect(headers).toEqual({
			'X-Tuco-Event': 'message.reaction',
			'X-Tuco-Timestamp': '2026-01-01T00:00:00.000Z',
		});
	});
});
