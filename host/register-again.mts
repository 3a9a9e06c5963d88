import { setTimeout as sleep } from 'node:timers/promises';
import { inParallel } from './in-parallel.mts';
import type { N8nClient } from './n8n/api/client.mts';
import { TriggerRefusal } from './n8n/api/publication.mts';
import type { Log } from './progress.mts';

export interface RegistrationOptions {
	client: Pick<N8nClient, 'listeners' | 'asking' | 'activate' | 'deactivate'>;
	log: Log;
}

/**
 * Makes n8n register the webhooks of its published workflows again. The sandbox forgets them when it ends, and n8n 2.41 doesn't
 * check them when it starts. The published version stays the same, also if the workflow was edited since.
 */
export interface Registration {
	/** The workflows that listened, and those that only ask. Resolves when they are published. A refusal of n8n is reported. */
	again(): Promise<void>;
	/** In the background, the workflows that n8n could not register the last time. */
	tryTheRest(): void;
	/** Starts no further workflow, and gives the current ones up to 3 s to be published. */
	stop(): Promise<void>;
}

type Published = Awaited<ReturnType<N8nClient['listeners' | 'asking']>>[number];

const AT_ONCE = 4;
const STOP_WITHIN_MS = 3000;

export function createRegistration({ client, log }: RegistrationOptions): Registration {
	let rest: Published[] = [];
	let isStopping = false;
	let working = Promise.resolve();

	async function register({ id, name, publishedVersionId }: Published): Promise<void> {
		if (isStopping) return;
		try {
			await client.deactivate(id);
			await client.activate(id, publishedVersionId);
		} catch (error) {
			// A TypeError comes from fetch: n8n has ended, and watchHost reports that.
			if (isStopping || error instanceof TypeError) return;
			log(`The workflow “${name}” is published, but does not listen: ${wordsOf(error)}`);
		}
	}

	return {
		async again() {
			const published = (await client.listeners()).filter(({ publishedVersionId }) => publishedVersionId !== undefined);
			rest = published.filter(({ webhookUrls }) => webhookUrls.length === 0);
			const listening = published.filter(({ webhookUrls }) => webhookUrls.length > 0);
			const asking = (await client.asking()).filter(({ id }) => published.every((listener) => listener.id !== id));
			// All of them were registered at the same time before, so they can't conflict.
			working = inParallel([...listening, ...asking], AT_ONCE, register);
			await working;
		},
		tryTheRest() {
			// One by one, because two may conflict. n8n takes a quarter of a minute to give up.
			working = inParallel(rest, 1, register);
		},
		async stop() {
			isStopping = true;
			await Promise.race([working, sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
		},
	};
}

function wordsOf(error: unknown): string {
	if (error instanceof TriggerRefusal) return error.words;
	return error instanceof Error ? error.message : String(error);
}
