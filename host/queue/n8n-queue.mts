import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { ensureN8n } from '../n8n/install.mts';
import { startN8nProcess, type N8nCommand, type N8nProcess } from '../n8n/process.mts';
import { startN8n, type RunningN8n } from '../n8n/start.mts';
import { installPackage } from '../pack.mts';
import type { Log } from '../progress.mts';
import { scratchDirectory } from '../scratch-directory.mts';
import { startPostgres } from './postgres.mts';
import { startRedis } from './redis.mts';
import { startWebhookFront } from './webhook-front.mts';

export interface N8nQueueOptions {
	version: string;
	/** An unpacked community package (see `packTapback`), installed for each process. */
	packageDirectory: string;
	webhookProcessors: number;
	workers: number;
	/** Environment variables of all processes, besides the usual ones. */
	env?: Readonly<Record<string, string>>;
	/** Gets the progress of an installation, if one is needed. */
	log?: Log;
}

/** An n8n in queue mode: a main process, webhook processors and workers. */
export interface N8nQueue {
	main: RunningN8n;
	/** The address in front of the webhook processors. */
	webhookUrl: string;
	webhookProcessors: N8nProcess[];
	workers: N8nProcess[];
	/** Ends all processes and services, and removes their files. */
	stop(): Promise<void>;
}

/**
 * Starts an n8n in queue mode with its own PostgreSQL and Redis. Each process has its own user folder, as on separate machines.
 * @throws Error if a part does not start; then nothing is left running.
 */
export async function startN8nQueue(options: N8nQueueOptions): Promise<N8nQueue> {
	const { version, packageDirectory, log } = options;
	const ends: Array<() => Promise<unknown> | void> = [];
	const stop = async () => {
		for (const end of ends.splice(0)) await end();
	};
	try {
		const scratch = scratchDirectory('tapback-queue-');
		ends.unshift(scratch.remove);
		const installed = await ensureN8n(version, { log });
		const postgres = await startPostgres();
		ends.unshift(postgres.stop);
		const redis = await startRedis();
		ends.unshift(redis.stop);
		const front = await startWebhookFront();
		ends.unshift(front.close);

		const env = {
			...postgres.env,
			...redis.env,
			EXECUTIONS_MODE: 'queue',
			N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
			N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
			OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
			WEBHOOK_URL: `${front.url}/`,
			...options.env,
		};
		// The main process first, because only it migrates the database.
		const main = await startN8n({ version, userFolder: join(scratch.path, 'main'), packageDirectory, env, webhookUrl: front.url });
		ends.unshift(main.stop);

		const start = async (command: N8nCommand, count: number) => {
			const starting = Array.from({ length: count }, async (_, index) => {
				const userFolder = join(scratch.path, `${command}-${index + 1}`);
				await installPackage(packageDirectory, userFolder, installed.directory);
				const started = await startN8nProcess(installed, { command, userFolder, env });
				ends.unshift(started.stop);
				return started;
			});
			return await Promise.all(starting);
		};
		const [webhookProcessors, workers] = await Promise.all([start('webhook', options.webhookProcessors), start('worker', options.workers)]);
		front.sendTo(webhookProcessors.map(({ url }) => url));
		return { main, webhookUrl: front.url, webhookProcessors, workers, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}
