import { describe, expect, it } from '@jest/globals';
import { layOut, layOutText } from '../../page/wire/body-text.mts';
import { whyUnnoticed } from '../../page/wire/forgeries.mts';
import { readSignatureBase } from '../../page/wire/signature-recipe.mts';
import { judgeAnswer } from '../../page/wire/verdict.mts';
import type { Delivery } from '../../src/deliveries/delivery.mts';
import { FORGERIES } from '../../src/model/delivery-event.mts';
import type { ProviderId } from '../../src/providers/descriptions.mts';
import { seeded, startReceiver, startTestSandbox, until } from '../harness/sandbox.mts';

async function realDelivery(id: ProviderId, quirks: Record<string, unknown> = {}): Promise<Delivery> {
	const sandbox = await startTestSandbox();
	const receiver = await startReceiver();
	try {
		sandbox.control.changeQuirks(id, quirks);
		sandbox.control.addWebhook(id, id === 'sendblue' ? { url: receiver.url, secret: 'static-secret' } : { url: receiver.url });
		sandbox.control.react(id, { messageId: seeded(sandbox, id).human.id, reaction: 'love' });
		await until(() => sandbox.control.deliveries()[0]?.state === 'delivered');
		const [delivery] = sandbox.control.deliveries();
		if (!delivery) throw new Error('Nothing was delivered.');
		return delivery;
	} finally {
		await sandbox.close();
		await receiver.close();
	}
}

const unnoticed = (delivery: Delivery) => FORGERIES.filter((forgery) => whyUnnoticed(delivery, forgery) !== undefined);
const sources = (delivery: Delivery) =>
	readSignatureBase(delivery.signatureBase, delivery).map(({ text, source }) =>
		source === undefined ? text : source.kind === 'body' ? 'body' : source.name.toLowerCase(),
	);

describe('what a vendor signs', () => {
	it.each([
		['linq', ['webhook-id', '.', 'webhook-timestamp', '.', 'body']],
		['agentphone', ['x-webhook-timestamp', '.', 'body']],
		['inkbox', ['x-inkbox-request-id', '.', 'x-inkbox-timestamp', '.', 'body']],
		['tuco', ['body']],
	] as const)('is taken apart: %s', async (id, expected) => {
		const delivery = await realDelivery(id);
		expect(sources(delivery)).toEqual(expected);
		const pieces = readSignatureBase(delivery.signatureBase, delivery);
		expect(pieces.map(({ text }) => text).join('')).toBe(delivery.signatureBase);
	});

	it('is found within the signature header, where the time stands there', async () => {
		expect(sources(await realDelivery('sendblue', { hmac: true }))).toEqual(['x-sendblue-signature', '.', 'body']);
	});
});

describe('a forgery', () => {
	it.each(['linq', 'agentphone', 'inkbox'] as const)('is always noticed by a receiver of %s', async (id) => {
		expect(unnoticed(await realDelivery(id))).toEqual([]);
	});

	it('of the time is not noticed where the body alone is signed', async () => {
		expect(unnoticed(await realDelivery('tuco'))).toEqual(['stale', 'future']);
	});

	it('of body or time is not noticed where a header carries the secret', async () => {
		expect(unnoticed(await realDelivery('sendblue'))).toEqual(['body', 'stale', 'future']);
		expect(unnoticed(await realDelivery('sendblue', { hmac: true }))).toEqual([]);
	});

	it('is never noticed where nothing proves the sender', async () => {
		expect(unnoticed(await realDelivery('inkbox', { mintsFirstKey: false }))).toEqual([...FORGERIES]);
	});
});

describe('the verdict on a receiver', () => {
	const forged = { forgeryTitle: 'Changed body', unnoticed: undefined };
	const honest = { forgeryTitle: undefined, unnoticed: undefined };

	it('is good where it refuses a forgery or takes a repeat', () => {
		expect(judgeAnswer({ status: 401, ...forged })).toEqual({
			tone: 'good',
			text: 'Changed body: the receiver answered 401. Refused, as it should be.',
		});
		expect(judgeAnswer({ status: 200, ...honest })).toMatchObject({ tone: 'good', text: expect.stringContaining('answered 200') });
	});

	it('is bad where it lets a forgery in or refuses a repeat', () => {
		expect(judgeAnswer({ status: 200, ...forged })).toMatchObject({ tone: 'bad', text: expect.stringContaining('let it in') });
		expect(judgeAnswer({ status: 500, ...honest })).toMatchObject({ tone: 'bad' });
	});

	it('is open where the answer is no clear refusal, or nothing could be noticed', () => {
		expect(judgeAnswer({ status: 500, ...forged })).toMatchObject({ tone: 'warn' });
		expect(judgeAnswer({ status: 200, ...forged, unnoticed: 'nothing is signed' })).toMatchObject({
			tone: 'warn',
			text: expect.stringContaining('nothing is signed'),
		});
	});
});

describe('a body', () => {
	it('is laid out when it is JSON, else left alone', () => {
		expect(layOut({ a: [1] })).toBe('{\n  "a": [\n    1\n  ]\n}');
		expect(layOut('plain {')).toBe('plain {');
		expect(layOut(null)).toBe('');
		expect(layOutText('{"a":1}')).toBe('{\n  "a": 1\n}');
		expect(layOutText('{"a":')).toBe('{"a":');
		expect(layOutText('17')).toBe('17');
	});
});
