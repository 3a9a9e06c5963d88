import { describe, expect, it } from '@jest/globals';
import { inspect } from 'node:util';

import type { ProviderId } from '../../sandbox/src/index.mts';
import { setAskingStage } from './harness/asking-stage.mts';
import type { OpenQuestion } from './harness/open-question.mts';
import { PROVIDER_IDS } from './harness/stage.mts';

const PASTED = 'whsec_cGFzdGVkLWludG8tdGhlLWNyZWRlbnRpYWw=';

const asking = setAskingStage();

/** Everything that n8n keeps and shows of it: both executions, and the error. */
function tracesOf({ run }: OpenQuestion): string {
	const all = [run, asking.n8n.executions];
	return `${JSON.stringify(all)}\n${inspect(all, { depth: 14, showHidden: true, maxArrayLength: null, maxStringLength: null })}`;
}

/** What the credential holds, what proves a delivery, and what proves who hands one on. */
function secretsOf(provider: ProviderId): string[] {
	const hooks = asking.stage.sandbox.control.webhooks(provider).flatMap((hook) => [hook.signing_secret, hook.signing_key, hook.secret]);
	const tokens = asking.n8n.told.flatMap(({ items }) => items.map(({ url }) => new URL(String(url)).searchParams.get('tapback-token')));
	const all = [...Object.values(asking.stage.sandbox.provider(provider).credentials), ...hooks, ...tokens];
	return all.filter((secret): secret is string => typeof secret === 'string' && secret.length > 8);
}

describe.each(PROVIDER_IDS)('a secret of %s', (provider) => {
	it('stands in nothing that n8n keeps of a question that waits, or was answered', async () => {
		const question = await asking.open(provider);
		const secrets = secretsOf(provider);
		// The key, and what proves a delivery; Inkbox shows that only once.
		expect(secrets.length).toBeGreaterThanOrEqual(provider === 'inkbox' ? 1 : 2);
		for (const secret of secrets) expect(tracesOf(question)).not.toContain(secret);
		await question.tap('like');
		await asking.n8n.outputOf(question.execution);
		for (const secret of secrets) expect(tracesOf(question)).not.toContain(secret);
	});

	it('that was pasted stands there neither', async () => {
		asking.n8n.useCredentials(asking.stage.credentials({ [provider]: { webhookSecret: PASTED } }));
		expect(tracesOf(await asking.open(provider))).not.toContain(PASTED);
	});

	it('stands in no error, even if the provider repeats it', async () => {
		const [key = ''] = Object.values(asking.stage.sandbox.provider(provider).credentials);
		const words = `Invalid key ${key}`;
		const body = provider === 'linq' ? { error: { message: words } } : { error: words, detail: words, status: 'ERROR' };
		asking.stage.sandbox.control.addFault(provider, { match: { method: 'POST' }, fault: { kind: 'status', status: 400, body } });
		const question = await asking.open(provider);
		expect(question.run.error?.message).toContain('Invalid key [hidden]');
		expect(tracesOf(question)).not.toContain(key);
	});
});
