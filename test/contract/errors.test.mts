import { inspect } from 'node:util';

import { describe, expect, it } from '@jest/globals';

import { PROVIDERS, type TapbackErrorCode } from '../../core/index.ts';
import { type Harness } from '../harness/contract/harness.mts';
import { errorOf } from '../harness/error-of.mts';
import { closedUrl } from '../harness/contract/receiver.mts';
import { scenarioOf } from './scenarios/index.mts';
import type { DocumentedError } from './scenarios/scenario.mts';
import { useSandbox } from '../harness/contract/sandbox.mts';

const sandbox = useSandbox();

/** What a refusal before execution says: asked again with patience. */
const PATIENT_ATTEMPTS = 8;
/** What may have come after execution: asked again only where that is harmless. */
const DOUBTFUL: readonly string[] = ['PROVIDER_FAILED', 'NO_ANSWER'];

function planError({ control, provider }: Harness, { status, headers, body }: Pick<DocumentedError, 'status' | 'headers' | 'body'>): void {
	control.addFault(provider.id, { times: 99, fault: { kind: 'status', status, headers, body } });
}

function expectNoSecret(harness: Harness, shown: unknown): void {
	const text = inspect(shown, { depth: 20, showHidden: true });
	for (const secret of Object.values(harness.credentials)) expect(text).not.toContain(secret);
}

describe.each([...PROVIDERS])('$name', (provider) => {
	const scenario = scenarioOf(provider);

	function attemptsAt(means: DocumentedError['means']): number {
		if (means === 'RATE_LIMITED') return PATIENT_ATTEMPTS;
		if (means === 'TARGET_NOT_READY') return scenario.notReadyAttempts ?? PATIENT_ATTEMPTS;
		return DOUBTFUL.includes(means) ? provider.limits.attempts : 1;
	}

	it('has a table of documented errors with a row for the key, the target and the rate limit', () => {
		const meanings = scenario.errors.map(({ means }) => means);
		expect(meanings).toEqual(expect.arrayContaining(['AUTH_FAILED', 'TARGET_NOT_FOUND', 'RATE_LIMITED', 'REFUSED']));
	});

	describe.each([...scenario.errors])('says for $when', (documented) => {
		const { means, words, advice, status, providerCode } = documented;

		it(`${means}, who said it, in which words, and what to do`, async () => {
			const harness = sandbox.harness(provider);
			planError(harness, documented);
			if (means === 'unknown') {
				const { outcome, reason } = await harness.send();
				expect(outcome).toBe('unknown');
				expect(reason).toContain(provider.name);
				expect(reason).toContain(words);
				expect(reason).toMatch(advice);
				return;
			}
			const error = await errorOf(harness.send());
			expect(error.code).toBe(means);
			expect(error.details).toMatchObject({ status });
			expect(error.details.providerMessage).toBe(words);
			expect(error.details.providerCode).toBe(providerCode);
			expect(error.message).toContain(`${provider.name} answered ${status}`);
			if (words !== undefined) expect(error.message).toContain(words);
			expect(error.message).toMatch(advice);
			expect(error.message).toMatch(/\.$/);
			expectNoSecret(harness, error);
			expect(harness.standing()).toEqual([]);
		});
	});

	it.each([...scenario.provoked])('says for $title: $means', async ({ quirks, text, means, stands }) => {
		const harness = sandbox.harness(provider, { quirks });
		const { id: messageId } = harness.message(text);
		const attempt = harness.send({ messageId });
		if (means === 'unknown') expect(await attempt).toMatchObject({ outcome: 'unknown' });
		else expect(await errorOf(attempt)).toMatchObject({ code: means });
		expect(harness.standing(text)).toEqual(stands ? ['love on part 0'] : []);
		if (means === 'unknown') expect(harness.requests()).toHaveLength(1);
	});

	it('is asked again only where that can’t harm', async () => {
		for (const documented of scenario.errors) {
			sandbox.control.reset();
			const harness = sandbox.harness(provider);
			planError(harness, documented);
			await harness.send().catch(() => undefined);
			const { when, means } = documented;
			expect([when, harness.requests().length]).toEqual([when, attemptsAt(means)]);
		}
	});

	it('says that a message unknown to the vendor is not found', async () => {
		const harness = sandbox.harness(provider);
		const error = await errorOf(harness.send({ messageId: scenario.unknownMessageId }));
		expect(error).toMatchObject({ code: 'TARGET_NOT_FOUND', details: { status: 404 } });
		expect(harness.requests()).toHaveLength(1);
	});

	it('says that a wrong key is refused, and doesn’t show it', async () => {
		const credentials = Object.fromEntries(provider.credential.fields.map(({ name }) => [name, `wrong-${name}-Zq83`]));
		const harness = sandbox.harness(provider, { credentials });
		const error = await errorOf(harness.send());
		expect(error).toMatchObject({ code: 'AUTH_FAILED' });
		expect(error.message).toContain('in the credential');
		expectNoSecret(harness, error);
	});

	it('hides the key where the vendor repeats it', async () => {
		const harness = sandbox.harness(provider);
		const keys = Object.values(harness.credentials).join(' and ');
		planError(harness, { status: 403, body: scenario.errorBody(`Key ${keys} may not react`) });
		const error = await errorOf(harness.send());
		expect(error.code).toBe('NOT_ALLOWED');
		expect(error.message).toContain('[hidden]');
		expect(error.details.providerMessage).toMatch(/^Key \[hidden\].* may not react$/);
		expectNoSecret(harness, error);
	});

	it('keeps no secret in the error of a lost connection', async () => {
		const harness = sandbox.harness(provider, { baseUrl: await closedUrl() });
		expectNoSecret(harness, await errorOf(harness.send()));
	});

	it('cuts an endless message short', async () => {
		const harness = sandbox.harness(provider);
		planError(harness, { status: 400, body: scenario.errorBody('x'.repeat(5000)) });
		const error = await errorOf(harness.send());
		expect(error.message.length).toBeLessThan(700);
	});

	it.each<[number, TapbackErrorCode]>([
		[418, 'REFUSED'],
		[401, 'AUTH_FAILED'],
		[402, 'PAYMENT_REQUIRED'],
		[403, 'NOT_ALLOWED'],
		[429, 'RATE_LIMITED'],
	])('says what a bare %i means, although there is no body', async (status, code) => {
		const harness = sandbox.harness(provider);
		planError(harness, { status, body: undefined });
		const error = await errorOf(harness.send());
		expect(error.code).toBe(code);
		expect(error.message).toContain(`${provider.name} answered ${status}. `);
	});
});
