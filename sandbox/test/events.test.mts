import { describe, expect, it } from '@jest/globals';

import type { StreamEvent } from '../src/control/events.mts';
import { DESCRIPTIONS } from '../src/providers/descriptions.mts';
import { caller, controlCaller, seeded, settle, until } from './harness/sandbox.mts';
import { useReceiver, useSandbox } from './harness/use-sandbox.mts';

const sandbox = useSandbox();
const receiver = useReceiver();

interface Stream {
	events: StreamEvent[];
	of<K extends StreamEvent['kind']>(kind: K): Extract<StreamEvent, { kind: K }>[];
	arrived(kind: StreamEvent['kind'], count?: number): Promise<void>;
	close(): void;
}

async function openStream(): Promise<Stream> {
	const aborter = new AbortController();
	const response = await fetch(`${sandbox.url}/control/events`, { signal: aborter.signal });
	expect(response.headers.get('content-type')).toContain('text/event-stream');
	const events: StreamEvent[] = [];
	const read = async () => {
		let text = '';
		const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
		for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) {
			text += chunk.value;
			const parts = text.split('\n\n');
			text = parts.pop() ?? '';
			for (const part of parts) events.push(JSON.parse(part.replace(/^data: /, '')));
		}
	};
	read().catch(() => undefined);
	const of: Stream['of'] = (kind) => events.filter((event): event is Extract<StreamEvent, { kind: typeof kind }> => event.kind === kind);
	return {
		events,
		of,
		arrived: (kind, count = 1) => until(() => of(kind).length >= count, `${count} "${kind}" event(s)`),
		close: () => aborter.abort(),
	};
}

describe('the stream of events', () => {
	it('begins with a snapshot of everything', async () => {
		const stream = await openStream();
		await stream.arrived('snapshot');
		const [{ snapshot }] = stream.of('snapshot') as [Extract<StreamEvent, { kind: 'snapshot' }>];
		expect(Object.keys(snapshot.messages)).toEqual(DESCRIPTIONS.map(({ id }) => id));
		expect(snapshot.messages.linq).toEqual(sandbox.control.messages('linq'));
		expect(snapshot.overview).toEqual(sandbox.control.overview());
		expect([snapshot.requests, snapshot.deliveries]).toEqual([[], []]);
		stream.close();
	});

	it('holds the newest hundred messages of each conversation, oldest first', async () => {
		const [first] = sandbox.control.overview().providers.linq?.conversations ?? [];
		for (let i = 0; i < 120; i += 1) sandbox.control.sendMessage('linq', { from: 'human', text: `${i}`, conversationId: first?.id });
		const stream = await openStream();
		await stream.arrived('snapshot');
		const taken = stream.of('snapshot')[0]?.snapshot.messages.linq ?? [];
		const texts = taken
			.filter(({ conversationId }) => conversationId === first?.id)
			.map(({ parts: [part] }) => part?.type === 'text' && part.text);
		expect([texts.length, texts[0], texts[99]]).toEqual([100, '20', '119']);
		expect(taken.some(({ conversationId }) => conversationId !== first?.id)).toBe(true);
		stream.close();
	});

	it('tells of a tapback of the agent, and of its request', async () => {
		const stream = await openStream();
		await stream.arrived('snapshot');
		const { human } = seeded(sandbox, 'linq');
		await caller(sandbox, 'linq')('POST', `/api/partner/v3/messages/${human.id}/reactions`, { operation: 'add', type: 'love' });
		await stream.arrived('message');
		expect(stream.of('message')[0]).toMatchObject({
			provider: 'linq',
			message: { id: human.id, tapbacks: [{ reaction: 'love', from: 'agent' }] },
		});
		await until(() => stream.of('request').some(({ request }) => request.status === 202), 'the answered request');
		expect(new Set(stream.of('request').map(({ request }) => request.id)).size).toBe(1);
		stream.close();
	});

	it('tells of a delivery until it has arrived', async () => {
		sandbox.control.addWebhook('linq', { url: receiver.url });
		const stream = await openStream();
		await stream.arrived('snapshot');
		sandbox.control.react('linq', { messageId: seeded(sandbox, 'linq').human.id, reaction: 'love' });
		await until(() => stream.of('delivery').at(-1)?.delivery.state === 'delivered', 'the delivery');
		expect(stream.of('delivery').at(-1)?.delivery.attempts).toMatchObject([{ status: 200 }]);
		stream.close();
	});

	it.each([
		['a quirk', () => controlCaller(sandbox)('PATCH', '/linq/quirks', { echo: false })],
		[
			'a webhook that a client registers',
			() => caller(sandbox, 'tuco')('POST', '/api/webhooks', { url: receiver.url, events: ['message.reply'] }),
		],
		['a webhook that is added here', () => controlCaller(sandbox)('POST', '/linq/webhooks', { url: receiver.url })],
		['a webhook that goes', () => controlCaller(sandbox)('DELETE', '/linq/webhooks')],
		['a rate limit', () => controlCaller(sandbox)('PUT', '/linq/rate-limit', { limit: 1, windowSeconds: 1 })],
		['a planned fault', () => controlCaller(sandbox)('POST', '/linq/faults', { fault: { kind: 'hang' } })],
		['the faults planned, all taken back', () => controlCaller(sandbox)('DELETE', '/linq/faults')],
		['a fault planned for deliveries', () => controlCaller(sandbox)('POST', '/linq/delivery-faults', { fault: { kind: 'reorder' } })],
		['the host', () => controlCaller(sandbox)('PUT', '/host', { name: 'n8n', state: 'up' })],
	])('sends the overview again after a change of %s', async (_, change) => {
		const stream = await openStream();
		await stream.arrived('snapshot');
		await change();
		await stream.arrived('overview');
		expect(stream.of('overview').at(-1)?.overview).toEqual(sandbox.control.overview());
		stream.close();
	});

	it.each([
		['used up', () => caller(sandbox, 'linq')('GET', '/api/partner/v3/phone_numbers')],
		['taken back', (id: string) => controlCaller(sandbox)('DELETE', `/linq/faults/${id}`)],
	])('sends the overview again when a planned fault is %s', async (_, act) => {
		const { id } = sandbox.control.addFault('linq', { fault: { kind: 'status', status: 503 } });
		const stream = await openStream();
		await stream.arrived('snapshot');
		expect(stream.of('snapshot')[0]?.snapshot.overview.providers.linq?.faults).toMatchObject([{ id, left: 1 }]);
		await act(id);
		await stream.arrived('overview');
		expect(stream.of('overview').at(-1)?.overview.providers.linq?.faults).toEqual([]);
		stream.close();
	});

	it('tells of a delivery that is withheld, and of one that waits', async () => {
		sandbox.control.addWebhook('linq', { url: receiver.url });
		sandbox.control.addDeliveryFault('linq', { fault: { kind: 'withhold' } });
		sandbox.control.addDeliveryFault('linq', { fault: { kind: 'delay', delayMs: 100 } });
		const stream = await openStream();
		await stream.arrived('snapshot');
		const { human } = seeded(sandbox, 'linq');
		for (const reaction of ['love', 'like'] as const) sandbox.control.react('linq', { messageId: human.id, reaction });
		const states = () => stream.of('delivery').map(({ delivery }) => `${String(delivery.fault)} ${delivery.state}`);
		await until(() => states().includes('delay delivered'), 'the late delivery');
		expect(states()).toEqual(expect.arrayContaining(['withhold withheld', 'delay pending', 'delay delivered']));
		stream.close();
	});

	it('tells nothing more of a delivery and a request that a reset forgot', async () => {
		await receiver.restart(() => new Promise((resolve) => setTimeout(resolve, 50, 200)));
		sandbox.control.addWebhook('linq', { url: receiver.url });
		sandbox.control.addFault('linq', { fault: { kind: 'delay', delayMs: 30 } });
		const stream = await openStream();
		await stream.arrived('snapshot');
		sandbox.control.react('linq', { messageId: seeded(sandbox, 'linq').human.id, reaction: 'love' });
		await receiver.received(1);
		const asking = caller(sandbox, 'linq')('GET', '/api/partner/v3/phone_numbers');
		await stream.arrived('request');
		sandbox.control.reset();
		await stream.arrived('snapshot', 2);
		await asking;
		await settle();
		expect(stream.events.at(-1)?.kind).toBe('snapshot');
		stream.close();
	});

	it('begins anew after a reset', async () => {
		const stream = await openStream();
		await stream.arrived('snapshot');
		sandbox.control.sendMessage('linq', { from: 'human', text: 'Hello' });
		sandbox.control.reset();
		await stream.arrived('snapshot', 2);
		expect(stream.of('snapshot')[1]?.snapshot.messages.linq).toHaveLength(sandbox.control.messages('linq').length);
		stream.close();
	});

	it('calls back whoever wants to hear of a reset', async () => {
		let resets = 0;
		const end = sandbox.onReset(() => (resets += 1));
		sandbox.control.changeQuirks('linq', { echo: false });
		expect(resets).toBe(0);
		sandbox.control.reset();
		expect(resets).toBe(1);
		end();
		sandbox.control.reset();
		expect(resets).toBe(1);
	});

	it('sends a viewer that is far behind a new snapshot instead of each change', async () => {
		const stream = await openStream();
		await stream.arrived('snapshot');
		for (let i = 0; i < 600; i += 1) sandbox.control.sendMessage('linq', { from: 'human', text: `${i}` });
		await stream.arrived('snapshot', 2);
		stream.close();
	});

	it('lets the sandbox end while somebody watches', async () => {
		const stream = await openStream();
		await stream.arrived('snapshot');
		await sandbox.close();
		await expect(fetch(sandbox.url)).rejects.toThrow();
	});
});
