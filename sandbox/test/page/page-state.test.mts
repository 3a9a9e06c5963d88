import { describe, expect, it } from '@jest/globals';
import { applyEvent, type PageState } from '../../page/state/page-state.mts';
import type { StreamEvent } from '../../src/control/events.mts';
import type { Tapback } from '../../src/model/message.mts';
import { DESCRIPTIONS } from '../../src/providers/descriptions.mts';
import { startTestSandbox } from '../harness/sandbox.mts';

async function freshState(): Promise<PageState> {
	const sandbox = await startTestSandbox();
	const overview = sandbox.control.overview();
	const messages = Object.fromEntries(DESCRIPTIONS.map(({ id }) => [id, sandbox.control.messages(id)]));
	await sandbox.close();
	return { overview, messages, requests: [], deliveries: [] };
}

const request = (id: string, status: number | null = null) =>
	({ kind: 'request', request: { id, status } }) as Extract<StreamEvent, { kind: 'request' }>;

describe('the page’s state', () => {
	it('is nothing before the first snapshot', () => {
		expect(applyEvent(undefined, request('a'))).toBeUndefined();
	});

	it('is the snapshot, whatever was before', async () => {
		const snapshot = await freshState();
		const before = applyEvent(snapshot, request('a'));
		expect(applyEvent(before, { kind: 'snapshot', snapshot })).toBe(snapshot);
	});

	it('takes a message that is known in its place, and a new one at the end', async () => {
		const state = await freshState();
		const [first, second] = state.messages.linq ?? [];
		if (!first || !second) throw new Error('The seed has messages.');
		const tapback: Tapback = { id: 't', partIndex: 0, from: 'agent', actor: '+1', reaction: 'love', emoji: '❤️', at: '' };
		const changed = { ...first, tapbacks: [tapback] };
		const next = applyEvent(state, { kind: 'message', provider: 'linq', message: changed });
		expect(next?.messages.linq?.slice(0, 2)).toEqual([changed, second]);
		expect(next?.messages.tuco).toBe(state.messages.tuco);
		const later = applyEvent(next, { kind: 'message', provider: 'linq', message: { ...first, id: 'new' } });
		expect(later?.messages.linq?.at(-1)?.id).toBe('new');
	});

	it('holds log entries newest first, each once, the newest two hundred', async () => {
		let state: PageState | undefined = await freshState();
		for (let i = 0; i < 250; i += 1) state = applyEvent(state, request(String(i)));
		state = applyEvent(state, request('240', 200));
		expect(state?.requests.map(({ id }) => id).slice(0, 2)).toEqual(['249', '248']);
		expect(state?.requests).toHaveLength(200);
		expect(state?.requests.filter(({ id }) => id === '240').map(({ status }) => status)).toEqual([200]);
	});
});
