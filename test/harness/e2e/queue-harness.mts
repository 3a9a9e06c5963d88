import { after, before } from 'node:test';

import { packTapback } from '../../../host/pack.mts';
import { scratchDirectory } from '../../../host/scratch-directory.mts';
import { startN8nQueue, type N8nQueue } from '../../../host/queue/n8n-queue.mts';
import { startSandbox } from '../../../sandbox/src/index.mts';
import { createCredentials, N8N_VERSION, present, type Harness } from './harness.mts';

/** An n8n in queue mode with the packed package, the sandbox, and a credential for each provider. */
export interface QueueHarness extends Harness {
	queue: N8nQueue;
}

// n8n's own are a minute and half a minute: how long a killed worker's executions seem to run.
const STALLED_SOONER = {
	QUEUE_WORKER_LOCK_DURATION: '10000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '2000',
	QUEUE_WORKER_STALLED_INTERVAL: '3000',
};

/** Call it once, at the top of the run. The harness is ready when the first test starts. */
export function useQueueHarness(): QueueHarness {
	const harness: Partial<QueueHarness> = {};
	const ends: Array<() => Promise<unknown>> = [];

	before(async () => {
		const sandbox = await startSandbox({ port: 0, retryDelayScale: 0.01, timeoutScale: 100 });
		ends.unshift(async () => await sandbox.close());
		const scratch = scratchDirectory('tapback-e2e-queue-');
		ends.push(async () => scratch.remove());
		const packed = await packTapback({ within: scratch.path });
		const queue = await startN8nQueue({
			...{ version: N8N_VERSION, packageDirectory: packed.directory, webhookProcessors: 2, workers: 2 },
			...{ env: STALLED_SOONER, log: console.log },
		});
		ends.unshift(async () => await queue.stop());
		const { client } = queue.main;
		await client.signIn();
		const credentials = await createCredentials(client, sandbox);
		const credentialOf = (provider: string) => present(credentials.get(provider), `credential of ${provider}`);
		Object.assign(harness, { n8n: queue.main, client, sandbox, control: sandbox.control, credentialOf, queue });
	});
	after(async () => {
		for (const end of ends) await end();
	});
	return harness as QueueHarness;
}
