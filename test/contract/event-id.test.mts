import { setTimeout as sleep } from 'node:timers/promises';

import { describe, expect, it } from '@jest/globals';

import { PROVIDERS } from '../../core/index.ts';
import { listen } from '../harness/contract/listen.mts';
import { scenarioOf } from './scenarios/index.mts';
import { useSandbox } from '../harness/contract/sandbox.mts';

const sandbox = useSandbox();

describe.each([...PROVIDERS])('$name gives', (provider) => {
	const { receive } = scenarioOf(provider);

	it('the same event id at every repetition, and another for every event', async () => {
		const listener = await listen(sandbox, provider);
		const ids: string[] = [];
		for (const reaction of ['love', 'like', 'love'] as const) {
			sandbox.pass(1000);
			const [first] = await listener.react({ reaction });
			const { eventId } = listener.eventOf(first);
			const [{ id = '' } = {}] = listener.control.deliveries({ provider: provider.id });
			sandbox.pass(60_000);
			await listener.control.redeliver(id);
			const [again] = await sandbox.receiver.take(1);
			expect(listener.eventOf(again).eventId).toBe(eventId);
			ids.push(eventId);
		}
		expect(new Set(ids).size).toBe(ids.length);
	});

	it(
		receive.isRetried
			? 'the same event once more where its first answer was a 500'
			: 'nothing more where its answer was a 500, for the vendor doesn’t retry',
		async () => {
			const listener = await listen(sandbox, provider);
			sandbox.receiver.fail(1);
			const [first] = await listener.react();
			const { eventId } = listener.eventOf(first);
			if (receive.isRetried) {
				const [again] = await sandbox.receiver.take(1);
				expect(listener.eventOf(again).eventId).toBe(eventId);
			} else {
				await sleep(100);
				expect(sandbox.receiver.left()).toBe(0);
			}
		},
	);
});
