import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';

import { PROVIDERS } from '../../../core/providers/registry.ts';
import type { Credential } from '../../../host/n8n/api/credentials.mts';
import type { N8nClient } from '../../../host/n8n/api/client.mts';
import { startN8n, type RunningN8n } from '../../../host/n8n/start.mts';
import { packTapback } from '../../../host/pack.mts';
import { DEFAULT_VERSION } from '../../../host/n8n/versions.mts';
import { startSandbox, type Control, type Sandbox } from '../../../sandbox/src/index.mts';

/** A real n8n with the packed package, the sandbox, and a credential for each provider. */
export interface Harness {
	n8n: RunningN8n;
	client: N8nClient;
	sandbox: Sandbox;
	control: Control;
	credentialOf(provider: string): Credential;
}

export interface HarnessOptions {
	/** Environment variables of n8n beside the usual ones. */
	env?: Readonly<Record<string, string>>;
	/** Scales the providers' pauses between retries. Default: 0.01. */
	retryDelayScale?: number;
	/** Scales the providers' time limits for the answer to a webhook, because n8n is slow on a busy machine. Default: 100. */
	timeoutScale?: number;
	/** Where the providers reach n8n. Default: at itself. */
	webhookUrl?: string;
}

export const N8N_VERSION = process.env.TAPBACK_N8N_VERSION ?? DEFAULT_VERSION;

/** Call it once, at the top of the run. The harness is ready when the first test starts. */
export function useHarness({ env, retryDelayScale = 0.01, timeoutScale = 100, webhookUrl }: HarnessOptions = {}): Harness {
	const harness: Partial<Harness> = {};
	const ends: Array<() => Promise<unknown>> = [];

	before(async () => {
		const sandbox = await startSandbox({ port: 0, retryDelayScale, timeoutScale });
		ends.unshift(async () => await sandbox.close());
		const packed = await packTapback();
		ends.unshift(async () => await packed.remove());
		const userFolder = await mkdtemp(join(tmpdir(), 'tapback-e2e-'));
		ends.push(async () => await rm(userFolder, { recursive: true, force: true }));
		const packageDirectory = packed.directory;
		const n8n = await startN8n({ version: N8N_VERSION, userFolder, packageDirectory, env, webhookUrl, log: console.log });
		ends.unshift(async () => await n8n.stop());
		await n8n.client.signIn();
		const credentials = await createCredentials(n8n.client, sandbox);
		const credentialOf = (provider: string) => present(credentials.get(provider), `credential of ${provider}`);
		Object.assign(harness, { n8n, client: n8n.client, sandbox, control: sandbox.control, credentialOf });
	});
	after(async () => {
		for (const end of ends) await end();
	});
	return harness as Harness;
}

/** A credential of each provider for what the sandbox plays. */
export async function createCredentials(client: N8nClient, sandbox: Sandbox): Promise<Map<string, Credential>> {
	const entries = PROVIDERS.map(async ({ id, credential }) => {
		const { baseUrl, credentials } = present(sandbox.control.overview().providers[id], id);
		const data = { baseUrl, ...credentials };
		return [id, await client.createCredential({ name: `${id} sandbox`, type: credential.typeName, data })] as const;
	});
	return new Map(await Promise.all(entries));
}

export function present<T>(value: T | undefined, what: string): T {
	if (value === undefined) throw new Error(`There is no ${what}.`);
	return value;
}
