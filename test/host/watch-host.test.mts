import { afterEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Listener } from '../../host/n8n/api/listeners.mts';
import { N8nRefusal } from '../../host/n8n/api/session.mts';
import { watchHost, type HostWatch } from '../../host/watch-host.mts';
import type { HostStatus } from '../../sandbox/src/model/host-status.mts';

const url = 'http://127.0.0.1:5678';
const signedOut = () => new N8nRefusal('GET /rest/workflows', 401, 'Unauthorized');

describe('watchHost', () => {
	let watch: HostWatch | undefined;
	afterEach(() => watch?.stop());

	/** Each look takes the next answer; the last one stays. */
	const watching = (...answers: (() => Promise<Listener[]>)[]) => {
		const seen: HostStatus[] = [];
		const calls = { looks: 0, logins: 0 };
		const client = {
			async listeners() {
				const answer = answers[Math.min(calls.looks++, answers.length - 1)];
				return (await answer?.()) ?? [];
			},
			asking: async () => [],
			async login() {
				calls.logins++;
			},
		};
		watch = watchHost({ url, client, registeredUrls: () => [], report: (status) => seen.push(status), everyMs: 10, answerWithinMs: 50 });
		const until = async (count: number) => {
			for (let i = 0; seen.length < count && i < 200; i++) await sleep(10);
			return seen.slice(0, count).map(({ state }) => state);
		};
		return { seen, calls, until, watch };
	};
	const answers = async (): Promise<Listener[]> => [];
	const fails = (error: Error) => async () => Promise.reject(error);

	it('goes down with a reason when n8n does not answer, and up again when it is back', async () => {
		const { seen, until } = watching(answers, fails(new Error('socket hang up')), answers);
		expect(await until(3)).toEqual(['up', 'down', 'up']);
		expect(seen[1]?.detail).toBe('socket hang up');
	});

	it('does not wait for ever for an answer', async () => {
		const { seen, until } = watching(() => new Promise(() => undefined));
		expect(await until(1)).toEqual(['down']);
		expect(seen[0]?.detail).toBe('It did not answer within 0.05 s.');
	});

	it('logs in again when n8n has forgotten it', async () => {
		const { calls, until } = watching(fails(signedOut()), answers);
		expect(await until(1)).toEqual(['up']);
		expect(calls.logins).toBe(1);
	});

	it('does not call an n8n down that refuses, but says that it cannot see the workflows', async () => {
		const { seen, until } = watching(fails(signedOut()));
		expect(await until(1)).toEqual(['up']);
		expect(seen[0]?.detail).toContain('Unauthorized');
	});

	it('calls an n8n down that fails', async () => {
		const { until } = watching(fails(new N8nRefusal('GET /rest/workflows', 503, 'Database is not ready')));
		expect(await until(1)).toEqual(['down']);
	});

	it('tells how it was at the first look', async () => {
		expect(await watching(answers).watch.first).toMatchObject({ state: 'up', url });
	});

	it('reports nothing once it is stopped, not even an answer that was on its way', async () => {
		const { seen, watch } = watching(() => sleep(20, []));
		watch.stop();
		await sleep(60);
		expect(seen).toEqual([]);
	});
});
