import { describe, expect, it } from '@jest/globals';

import { TapbackError } from '../../../core/model/errors.ts';
import type { RegistrationCodec, WebhookSpec } from '../../../core/providers/registration.ts';
import { sweepWebhooks } from '../../../core/webhook/sweep.ts';
import { madeUp, scriptedCall } from '../../harness/core/made-up.mts';
import { errorOf } from '../../harness/error-of.mts';

const HOOK: WebhookSpec = { url: 'https://n8n.example/ask/9', fields: { lines: ['a'] }, knownSecret: 's', newSecret: () => 'fresh' };
const URLS = ['https://n8n.example/ask/1', 'https://other.example/in', 'https://n8n.example/ask/2'];
const isOurs = (url: string) => url.startsWith('https://n8n.example/');

/** A provider at which these URLs stand, and what was done to it, in order. */
function scripted(changes: Partial<RegistrationCodec> = {}, urls = URLS) {
	const done: string[] = [];
	const { registration } = madeUp();
	const list = async () => (done.push('list'), urls.map((url, i) => ({ id: `h${i}`, url })));
	const remove: RegistrationCodec['remove'] = async (_call, { url }, id) => void done.push(`remove ${id} ${url}`);
	const provider = madeUp({ registration: { ...registration, list, remove, ...changes } });
	return { provider, done, sweep: async (isOver = isOurs) => await sweepWebhooks(provider, scriptedCall().call, HOOK, isOver) };
}

describe('sweeping', () => {
	it('removes what is over by its own id and URL, and tells what stands', async () => {
		const { sweep, done } = scripted();
		expect(await sweep()).toEqual(['https://other.example/in']);
		expect(done).toEqual(['list', 'remove h0 https://n8n.example/ask/1', 'remove h2 https://n8n.example/ask/2']);
	});

	it('removes one after another: a vendor may keep its webhooks in one list', async () => {
		let underWay = 0;
		const { sweep } = scripted({
			async remove() {
				expect((underWay += 1)).toBe(1);
				await Promise.resolve();
				underWay -= 1;
			},
		});
		expect(await sweep()).toHaveLength(1);
	});

	it('judges each URL as it stands there', async () => {
		const judged: string[] = [];
		await scripted().sweep((url) => (judged.push(url), false));
		expect(judged).toEqual(URLS);
	});

	it.each([
		['one that is gone already', new TapbackError('TARGET_NOT_FOUND', 'gone', { status: 404 }), [1]],
		['a failure of the provider', new TapbackError('PROVIDER_FAILED', 'broken', { status: 500 }), [0, 1, 2]],
		['a lost answer', new TapbackError('NO_ANSWER', 'lost'), [0, 1, 2]],
		['a refusal', new TapbackError('NOT_ALLOWED', 'no', { status: 403 }), [0, 1, 2]],
	])('goes on after %s', async (_, error, standing) => {
		const { sweep } = scripted({ remove: async () => await Promise.reject(error) });
		expect(await sweep()).toEqual(standing.map((i) => URLS[i]));
	});

	it('ends where the host broke it off', async () => {
		const stopped = new Error('The execution was cancelled.');
		const { sweep } = scripted({ remove: async () => await Promise.reject(stopped) });
		await expect(sweep()).rejects.toBe(stopped);
	});

	it('is refused where one webhook is allowed, before anything is asked', async () => {
		const { sweep, done } = scripted({ list: undefined });
		const { code, message, details } = await errorOf(async () => await sweep());
		expect({ code, hintKey: details.hintKey, done }).toEqual({ code: 'UNSUPPORTED', hintKey: 'listen-through-workflow', done: [] });
		expect(message).toMatch(/^Madeup allows one webhook, .*\. Nothing was sent\.$/);
	});
});
