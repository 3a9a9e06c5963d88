import { describe, expect, it } from '@jest/globals';
import { layOut, layOutText } from '../../page/wire/body-text.mts';
import { whyUnnoticed } from '../../page/wire/forgeries.mts';
import { readSignatureBase } from '../../page/wire/signature-recipe.mts';
import { judgeAnswer } from '../../page/wire/verdict.mts';
import type { Delivery } from '../../src/deliveries/delivery.mts';
import { scenarioOf } from '../../../test/contract/scenarios/index.mts';
import { FORGERIES } from '../../src/model/delivery-event.mts';
import { DESCRIPTIONS, type ProviderId } from '../../src/providers/descriptions.mts';
import { overviewOf } from '../harness/played.mts';
import { seeded, startReceiver, startTestSandbox, until } from '../harness/sandbox.mts';

async function realDelivery(id: ProviderId, quirks: Record<string, unknown> = {}): Promise<Delivery> {
	const sandbox = await startTestSandbox();
	const receiver = await startReceiver();
	try {
		sandbox.control.changeQuirks(id, quirks);
		sandbox.control.addWebhook(id, { url: receiver.url, ...scenarioOf({ id }).receive.everyEvent(overviewOf(sandbox, id)).options });
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

/** Each way in which each vendor signs. */
const FORMS = DESCRIPTIONS.flatMap(({ id }) => scenarioOf({ id }).signing.map((form) => ({ id, ...form })));

describe('what a vendor signs', () => {
	// Of two signatures on one delivery, the log has what the first covers.
	const logged = DESCRIPTIONS.flatMap(({ id }) => FORMS.find((form) => form.id === id && form.signsBody) ?? []);
	it.each(logged)('is taken apart: $id, $title', async ({ id, quirks, signs }) => {
		const delivery = await realDelivery(id, quirks);
		expect(sources(delivery)).toEqual(signs);
		const pieces = readSignatureBase(delivery.signatureBase, delivery);
		expect(pieces.map(({ text }) => text).join('')).toBe(delivery.signatureBase);
	});
});

describe('a forgery', () => {
	it.each(FORMS)('is noticed by a receiver of $id, $title, unless that cannot tell it', async ({ id, quirks, cannotTell }) => {
		expect(unnoticed(await realDelivery(id, quirks))).toEqual(cannotTell);
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
		expect(judgeAnswer({ status: 200, ...forged })).toMatchObject({ tone: 'bad', text: expect.stringContaining('accepted it') });
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
