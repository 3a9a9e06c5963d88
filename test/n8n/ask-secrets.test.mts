import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { inspect } from 'node:util';

import type { ProviderId } from '../../sandbox/src/index.mts';
import { askCredentials, openQuestion, type OpenQuestion } from './harness/open-question.mts';
import { openStage, PROVIDER_IDS, type Stage } from './harness/stage.mts';
import { startWaitingN8n, type WaitingN8n } from './harness/waiting-n8n.mts';

const PASTED = 'whsec_cGFzdGVkLWludG8tdGhlLWNyZWRlbnRpYWw=';

let stage: Stage;
let n8n: WaitingN8n;
beforeAll(async () => {
	stage = await openStage();
});
beforeEach(async () => {
	stage.sandbox.control.reset();
	n8n = await startWaitingN8n(stage, askCredentials(stage));
});
afterEach(async () => await n8n.close());
afterAll(async () => await stage.close());

/** Everything that n8n keeps and shows of it: both executions, and the error. */
function tracesOf({ run }: OpenQuestion): string {
	const all = [run, n8n.executions];
	return `${JSON.stringify(all)}\n${inspect(all, { depth: 14, showHidden: true, maxArrayLength: null, maxStringLength: null })}`;
}

/** What the credential holds, what proves a delivery, and what proves who hands one on. */
function secretsOf(provider: ProviderId): string[] {
	const hooks = stage.sandbox.control.webhooks(provider).flatMap((hook) => [hook.signing_secret, hook.signing_key, hook.secret]);
	const tokens = n8n.told.flatMap(({ items }) => items.map(({ url }) => new URL(String(url)).searchParams.get('tapback-token')));
	const all = [...Object.values(stage.sandbox.provider(provider).credentials), ...hooks, ...tokens];
	return all.filter((secret): secret is string => typeof secret === 'string' && secret.length > 8);
}

describe.each(PROVIDER_IDS)('a secret of %s', (provider) => {
	it('stands in nothing that n8n keeps of a question that waits, or was answered', async () => {
		const question = await openQuestion(stage, n8n, provider);
		const secrets = secretsOf(provider);
		// The key, and what proves a delivery; Inkbox shows that only once.
		expect(secrets.length).toBeGreaterThanOrEqual(provider === 'inkbox' ? 1 : 2);
		for (const secret of secrets) expect(tracesOf(question)).not.toContain(secret);
		await question.tap('like');
		await n8n.outputOf(question.execution);
		for (const secret of secrets) expect(tracesOf(question)).not.toContain(secret);
	});

	it('that was pasted stands there neither', async () => {
		n8n.useCredentials(stage.credentials({ [provider]: { webhookSecret: PASTED } }));
		expect(tracesOf(await openQuestion(stage, n8n, provider))).not.toContain(PASTED);
	});

	it('stands in no error, even if the provider repeats it', async () => {
		const [key = ''] = Object.values(stage.sandbox.provider(provider).credentials);
		const words = `Invalid key ${key}`;
		const body = provider === 'linq' ? { error: { message: words } } : { error: words, detail: words, status: 'ERROR' };
		stage.sandbox.control.addFault(provider, { match: { method: 'POST' }, fault: { kind: 'status', status: 400, body } });
		const question = await openQuestion(stage, n8n, provider);
		expect(question.run.error?.message).toContain('Invalid key [hidden]');
		expect(tracesOf(question)).not.toContain(key);
	});
});
