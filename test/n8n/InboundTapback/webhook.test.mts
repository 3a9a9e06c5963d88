import { describe, expect, it } from '@jest/globals';

import { scenarioOf } from '../../contract/scenarios/index.mts';
import { PROVIDER_IDS } from '../../harness/n8n/harness.mts';
import { useHarness } from '../../harness/n8n/use-harness.mts';
import { useTriggers, type PublishedTrigger } from '../../harness/n8n/use-triggers.mts';

const harness = useHarness();
const triggers = useTriggers(harness);

const FIELDS = [
	...['provider', 'eventId', 'action', 'reaction', 'emoji', 'messageId', 'partIndex', 'actor', 'isFromMe', 'conversationId', 'service'],
	...['kind', 'line', 'occurredAt', 'receivedAt', 'message', 'provenance', 'replaced', 'target'],
];

/** The human taps, and the delivery is answered. Gives its id. */
async function tap({ provider, inbound, message }: PublishedTrigger): Promise<string> {
	const { deliveries } = await inbound.whenAnswered(() =>
		harness.sandbox.control.react(provider, { messageId: message.id, reaction: 'love' }),
	);
	const [id] = deliveries;
	if (id === undefined) throw new Error('The tapback was not delivered.');
	return id;
}

async function post(url: string, body: string, headers: Record<string, string>): Promise<{ status: number; body: string }> {
	const response = await fetch(url, { method: 'POST', body, headers });
	return { status: response.status, body: await response.text() };
}

describe.each(PROVIDER_IDS)('a genuine tapback from %s', (provider) => {
	const { receive, signing } = scenarioOf({ id: provider });

	it('starts the workflow with the promised event', async () => {
		const scene = await triggers.publish(provider);
		const startedAt = Date.now();
		await tap(scene);
		const { inbound, message } = scene;
		expect(inbound.started).toHaveLength(1);
		const [event, ...others] = (inbound.started[0] ?? []).map(({ json }) => json);
		expect(others).toEqual([]);
		const keys = Object.keys(event ?? {});
		expect(keys.sort()).toEqual([...FIELDS, ...(receive.isAlwaysRaw ? ['raw'] : [])].sort());
		expect(event).toMatchObject({ provider, action: 'added', reaction: 'love', emoji: '❤️', isFromMe: false, replaced: null });
		expect(event?.actor).toBe(receive.hidesActor ? null : '+12025550123');
		expect(Date.parse(String(event?.receivedAt))).toBeGreaterThanOrEqual(startedAt);
		expect(event?.receivedAt).toMatch(/Z$/);
		expect(event?.occurredAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
		expect(event).toMatchObject({ target: null, ...receive.event(message) });
	});

	it('brings the provider’s whole payload where that is asked for', async () => {
		const scene = await triggers.publish(provider, { parameters: { options: { includeRaw: true } } });
		const id = await tap(scene);
		const delivery = harness.sandbox.control.deliveries({ provider }).find((one) => one.id === id);
		expect(scene.inbound.started[0]?.[0]?.json.raw).toEqual(JSON.parse(String(delivery?.body)));
	});

	it('delivered again starts nothing more', async () => {
		const scene = await triggers.publish(provider);
		const id = await tap(scene);
		for (let copy = 0; copy < 3; copy += 1) {
			expect(await harness.sandbox.control.redeliver(id)).toEqual({ status: 200, body: '' });
		}
		expect(scene.inbound.started).toHaveLength(1);
	});

	it('never makes n8n decrypt the credential', async () => {
		const scene = await triggers.publish(provider);
		const before = scene.inbound.credentials.decrypted.length;
		await tap(scene);
		expect(before).toBeGreaterThan(0);
		expect(scene.inbound.credentials.decrypted).toHaveLength(before);
	});

	it.each(['body', 'signature', 'unsigned'] as const)('that is forged (%s) is answered 401, and starts nothing', async (forge) => {
		// A secret in a header proves nothing about the body.
		harness.sandbox.control.changeQuirks(provider, signing.find(({ signsBody }) => signsBody)?.quirks ?? {});
		const scene = await triggers.publish(provider);
		const id = await tap(scene);
		const forged = await harness.sandbox.control.redeliver(id, { forge });
		expect(forged).toEqual({ status: 401, body: '{"error":"Unauthorized"}' });
		expect(scene.inbound.returned.at(-1)).toEqual({ noWebhookResponse: true });
		expect(scene.inbound.thrown).toEqual([]);
		expect(scene.inbound.started).toHaveLength(1);
	});
});

const signsTime = PROVIDER_IDS.flatMap((id) => {
	const form = scenarioOf({ id }).signing.find((each) => each.signsTime);
	return form === undefined ? [] : [[id, form.quirks ?? {}] as const];
});

describe.each(signsTime)('a delivery of %s whose time is wrong', (provider, quirks) => {
	it.each(['stale', 'future'] as const)('(%s) is answered 401', async (forge) => {
		harness.sandbox.control.changeQuirks(provider, quirks);
		const scene = await triggers.publish(provider);
		const id = await tap(scene);
		expect(await harness.sandbox.control.redeliver(id, { forge })).toMatchObject({ status: 401 });
		expect(scene.inbound.thrown).toEqual([]);
	});
});

describe.each(PROVIDER_IDS)('a request that is no delivery of %s', (provider) => {
	const cases: Array<[string, string, Record<string, string>]> = [
		['empty', '', {}],
		['of broken JSON', '{"event_type":', { 'content-type': 'application/json' }],
		['of a form', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }],
		['of multipart, whose bytes n8n keeps none of', '--x\r\n\r\n--x--', { 'content-type': 'multipart/form-data; boundary=x' }],
		['of something very long', 'x'.repeat(1_000_000), { 'content-type': 'text/plain' }],
	];

	it.each(cases)('(%s) is answered 401 and never throws', async (_, body, headers) => {
		const { inbound } = await triggers.publish(provider);
		expect(await post(inbound.url, body, headers)).toEqual({ status: 401, body: '{"error":"Unauthorized"}' });
		expect(inbound.thrown).toEqual([]);
		expect(inbound.returned).toEqual([{ noWebhookResponse: true }]);
	});
});
