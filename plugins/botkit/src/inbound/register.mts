import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import {
	TapbackError,
	checkFields,
	createApiClient,
	createKeyedMutex,
	isRegistered,
	isTapbackError,
	registerWebhook,
	unregisterWebhook,
	type Connection,
	type Registration,
	type WebhookSpec,
} from '../../../../core/index.ts';
import type { Settings } from '../options/check-options.mts';
import type { RegistrationStore } from '../storage/registration-store.mts';
import { inWords } from '../options/remedies.mts';
import type { Report } from '../lifecycle/report.mts';

export interface Registering {
	/** Nothing is done where the webhook stands as wanted and its secret is known. */
	register(url: string): Promise<Registration>;
	unregister(url: string): Promise<void>;
}

/** So often another process may register the same URL at the same moment. */
const ATTEMPTS = 5;

/** Until another process has written down what it registered. */
const WRITING_DOWN_MS = 300;

/**
 * The webhook at the provider: only ever our own URL is touched. Of several processes that register one URL at once the
 * first to be written down stays; the others take theirs back, and go on with its secret.
 */
export function createRegistering(
	settings: Settings & { wantsMessages: boolean },
	{ connection, registrations, report }: { connection: Connection; registrations: RegistrationStore; report: Report },
): Registering {
	const { provider, webhook, wantsMessages } = settings;
	const inTurn = createKeyedMutex();

	function wanted(url: string, known: Registration | undefined): WebhookSpec {
		return {
			url,
			fields: checkFields(provider, provider.fields.inbound, webhook.fields),
			knownSecret: known?.secret,
			secretStore: registrations.ofOwners,
			wantsMessages,
			pastedSecret: webhook.secrets[0],
			newSecret: () => randomBytes(32).toString('base64url'),
		};
	}

	async function register(url: string): Promise<Registration> {
		const call = createApiClient(provider, connection);
		for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
			// Where the storage can't be read nothing is registered: what is there would be overwritten.
			await registrations.begin();
			const known = registrations.get(url);
			const spec = wanted(url, known);
			if (known !== undefined && (await isRegistered(provider, call, spec, known))) return known;
			const registration = await registerWebhook(provider, call, spec).catch(async (error: unknown) => {
				// A secret that is shown once may have come before.
				await registrations
					.keepOwners()
					.catch((failure: unknown) => report('A signing secret could not be kept for after a restart', failure));
				if (attempt === ATTEMPTS || !isTakenMeanwhile(error)) throw error;
			});
			if (registration === undefined) {
				await sleep(WRITING_DOWN_MS);
				continue;
			}
			const theirs = await registrations.replace(known, registration);
			if (theirs === undefined) return registration;
			await provider.registration.remove(call, spec, registration.id).catch(() => undefined);
		}
		throw new TapbackError(
			'WEBHOOK_CONFLICT',
			`Other processes register the webhook at the same moment, again and again, so this one gave up after ${ATTEMPTS} attempts. Call register() in one of them.`,
		);
	}

	return {
		register: async (url) =>
			await registrations.whileRegistering(async () => await inTurn(url, async () => await inWords(async () => await register(url)))),
		unregister: async (url) =>
			await inTurn(url, async () => {
				await registrations.load();
				const spec = wanted(url, registrations.get(url));
				await inWords(async () => await unregisterWebhook(provider, createApiClient(provider, connection), spec));
				await registrations.forget(url);
			}),
	};
}

/** Some providers refuse the second webhook at one URL. */
function isTakenMeanwhile(error: unknown): boolean {
	return isTapbackError(error) && error.details.status === 409;
}
