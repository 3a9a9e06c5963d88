import { setTimeout as sleep } from 'node:timers/promises';
import { inParallel } from './in-parallel.mts';
import type { N8nClient } from './n8n/api/client.mts';
import type { Listener } from './n8n/api/listeners.mts';
import { TriggerRefusal } from './n8n/api/publication.mts';
import type { Log } from './progress.mts';

export interface RegistrationOptions {
	client: Pick<N8nClient, 'listeners' | 'activate' | 'deactivate'>;
	log: Log;
}

/**
 * Makes n8n register the webhooks of its workflows again. The sandbox forgets them when it ends, and n8n 2.41 trusts at its
 * start that they are still there. A published version stays the published one, whatever was edited since.
 */
export interface Registration {
	/** Those that listened; resolves when they do so again. One that n8n refuses is reported. */
	again(): Promise<void>;
	/** Those that n8n could not register the last time, in the background. */
	tryTheRest(): void;
	/** Begins with no other workflow, and gives the present ones a moment to be published. */
	stop(): Promise<void>;
}

const AT_ONCE = 4;
const STOP_WITHIN_MS = 3000;

export function createRegistration({ client, log }: RegistrationOptions): Registration {
	let rest: Listener[] = [];
	let isStopping = false;
	let working = Promise.resolve();

	async function register({ id, name, publishedVersionId }: Listener): Promise<void> {
		if (isStopping) return;
		try {
			await client.deactivate(id);
			await client.activate(id, publishedVersionId);
		} catch (error) {
			// A TypeError is fetch's: n8n is gone, and whoever watches it says so.
			if (isStopping || error instanceof TypeError) return;
			log(`The workflow “${name}” is published, but does not listen: ${wordsOf(error)}`);
		}
	}

	return {
		async again() {
			const published = (await client.listeners()).filter(({ publishedVersionId }) => publishedVersionId !== undefined);
			rest = published.filter(({ webhookUrls }) => webhookUrls.length === 0);
			const listening = published.filter(({ webhookUrls }) => webhookUrls.length > 0);
			// They stood side by side before, so none takes the place of another.
			working = inParallel(listening, AT_ONCE, register);
			await working;
		},
		tryTheRest() {
			// n8n takes a quarter of a minute to give up; one by one, for two may want the same place.
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
