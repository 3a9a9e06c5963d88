import { describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';

import { PROVIDERS, providerById, type Provider } from '../../core/index.ts';
import type { Delivery } from '../../core/providers/webhook.ts';
import { errorOf } from '../harness/error-of.mts';
import { listen, receiverOf } from '../harness/contract/listen.mts';
import { useSandbox } from '../harness/contract/sandbox.mts';
import { scenarioOf } from './scenarios/index.mts';

const sandbox = useSandbox();

const textOf = ({ rawBody }: Delivery) => Buffer.from(rawBody ?? []).toString('utf8');
const plain = ({ headers }: Delivery) => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
const arrived = (delivery: Delivery | undefined): Delivery => {
	if (delivery) return delivery;
	throw new Error('No delivery came.');
};

describe('Linq beside the standardwebhooks library', () => {
	const linq = providerById('linq');

	it('takes the same delivery, and refuses the same change', async () => {
		const listener = await listen(sandbox, linq);
		const [first] = await listener.react({ reaction: 'emoji', emoji: '🎉' });
		const delivery = arrived(first);
		const library = new Webhook(listener.registration.secret);
		expect(library.verify(textOf(delivery), plain(delivery))).toMatchObject({ event_type: 'reaction.added' });
		expect(listener.eventOf(delivery)).toMatchObject({ emoji: '🎉' });

		const changed = { ...delivery, rawBody: Buffer.from(`${textOf(delivery)} `) };
		expect(() => library.verify(textOf(changed), plain(changed))).toThrow();
		expect(await errorOf(() => listener.receive(changed))).toMatchObject({ code: 'NOT_VERIFIED' });
	});

	it('takes what the library signs, also among signatures of other keys and versions', async () => {
		const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
		const other = new Webhook(`whsec_${Buffer.alloc(32, 8).toString('base64')}`);
		const payload = JSON.stringify({ event_type: 'reaction.added', event_id: 'e1', data: { reaction_type: 'love', is_from_me: false } });
		const at = new Date(sandbox.now());
		const sign = (library: Webhook) => library.sign('msg_1', at, payload);
		const receive = receiverOf(sandbox, linq, secret);
		const deliver = (signature: string) =>
			receive({
				headers: { 'webhook-id': 'msg_1', 'webhook-timestamp': String(Math.floor(at.getTime() / 1000)), 'webhook-signature': signature },
				rawBody: Buffer.from(payload),
			});
		const good = sign(new Webhook(secret));
		for (const signature of [good, `${sign(other)} ${good}`, `v1a,AAAA ${good}`]) {
			expect(deliver(signature)).toMatchObject({ kind: 'tapback', event: { eventId: 'e1', reaction: 'love' } });
		}
		for (const signature of [sign(other), good.replace('v1,', 'v2,'), good.replace(' ', ''), `x${good}`]) {
			if (signature === good) continue;
			expect(await errorOf(() => deliver(signature))).toMatchObject({ code: 'NOT_VERIFIED' });
		}
	});

	it('is not rescued by a right legacy signature where the standard one is wrong', async () => {
		const listener = await listen(sandbox, linq);
		const [delivery] = await listener.react();
		const headers = { ...delivery?.headers, 'webhook-signature': `v1,${Buffer.alloc(32).toString('base64')}` };
		expect(await errorOf(() => listener.receive({ ...arrived(delivery), headers }))).toMatchObject({ code: 'NOT_VERIFIED' });
	});
});

describe('Sendblue with an HMAC beside the secret', () => {
	it('is not rescued by the right secret where the HMAC is wrong, stale or twice there', async () => {
		const listener = await listen(sandbox, providerById('sendblue'), { quirks: { hmac: true } });
		const [delivery] = await listener.react();
		const { headers } = arrived(delivery);
		expect(headers['sb-signing-secret']).toBe(listener.registration.secret);
		const hmac = String(headers['x-sendblue-signature']);
		for (const wrong of [
			hmac.replace(/v1=../, 'v1=zz'),
			hmac.replace(/^t=\d+/, 't=1'),
			hmac.replace(/,v1=.*$/, ''),
			'nonsense',
			'',
			[hmac, hmac],
		]) {
			const changed = { ...arrived(delivery), headers: { ...headers, 'x-sendblue-signature': wrong } };
			expect([wrong, await errorOf(() => listener.receive(changed))]).toMatchObject([wrong, { code: 'NOT_VERIFIED' }]);
		}
	});

	it('refuses a changed body, which the secret alone could not tell', async () => {
		const listener = await listen(sandbox, providerById('sendblue'), { quirks: { hmac: true } });
		const [delivery] = await listener.react();
		const changed = { ...arrived(delivery), rawBody: Buffer.from(textOf(arrived(delivery)).replace('Loved', 'Liked')) };
		expect(await errorOf(() => listener.receive(changed))).toMatchObject({ code: 'NOT_VERIFIED' });
	});
});

describe('Inkbox before the identity has a key', () => {
	it('sends unsigned deliveries, which are refused', async () => {
		const inkbox = providerById('inkbox');
		const harness = sandbox.harness(inkbox, { quirks: { mintsFirstKey: false } });
		harness.control.addWebhook('inkbox', { url: sandbox.receiver.url });
		harness.control.react('inkbox', { messageId: harness.message().id, reaction: 'love' });
		const [delivery] = await sandbox.receiver.take(1);
		expect(delivery?.headers['x-inkbox-signature']).toBeUndefined();
		const receive = receiverOf(sandbox, inkbox, 'whsec_anything');
		expect(await errorOf(() => receive(arrived(delivery)))).toMatchObject({ code: 'NOT_VERIFIED' });
	});
});

describe.each(PROVIDERS.filter(leavesPrefixOut))('$name, whose key is what follows whsec_,', (provider) => {
	it('takes a bare whsec_ for no secret', async () => {
		const listener = await listen(sandbox, provider);
		const [delivery] = await listener.react();
		expect(await errorOf(() => listener.receive(arrived(delivery), { secrets: ['whsec_'] }))).toMatchObject({ code: 'SECRET_MISSING' });
	});
});

describe('Tuco', () => {
	it('takes the body as JSON.stringify would write it, which is what its documentation signs', async () => {
		const listener = await listen(sandbox, providerById('tuco'));
		const [delivery] = await listener.react({ reaction: 'emoji', emoji: '🔥' });
		const spaced = { ...arrived(delivery), rawBody: Buffer.from(JSON.stringify(JSON.parse(textOf(arrived(delivery))), null, 2)) };
		expect(listener.eventOf(spaced).eventId).toBe(listener.eventOf(delivery).eventId);
	});
});

/** Whether the vendor signs the same with and without the prefix of the secret. */
function leavesPrefixOut(provider: Provider): boolean {
	const [{ sign }] = scenarioOf(provider).signing;
	const signed = (secret: string) => JSON.stringify(sign(Buffer.from('{}'), { secret, seconds: '1', id: 'd1' }));
	return signed('whsec_a2V5') === signed('a2V5');
}
