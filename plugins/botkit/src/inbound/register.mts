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
import { inWords } from '../options/hint-texts.mts';
import type { Report } from '../lifecycle/report.mts';

/** Registers and removes the bot's webhook at the provider. */
export interface Registering {
	/** Does nothing if the webhook is registered as wanted and its secret is known. */
	register(url: string): Promise<Registration>;
	/** Removes the webhook with exactly this URL. */
	unregister(url: string): Promise<void>;
}

/** How often to try, if other processes register the same URL at the same moment. */
const ATTEMPTS = 5;

/** By then another process has stored what it registered. */
const STORED_AFTER_MS = 300;

/**
 * Only webhooks with our own URL are changed. If several processes register one URL at once, the registration that is stored
 * first stays. The other processes remove theirs, and use the stored secret.
 */
export function createRegistering(
	settings: Settings & { wantsMessages: boolean },
	{ connection, registrations, report }: { connection: Connection; registrations: RegistrationStore; report: Report },
): Registering {
	const { provider, webhook, wantsMessages } = settings;
	const mutex = createKeyedMutex();

	function specOf(url: string, known: Registration | undefined): WebhookSpec {
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
			// Throws if the storage can't be read, because registering would then overwrite what is stored.
			await registrations.begin();
			const known = registrations.get(url);
			const spec = specOf(url, known);
			if (known !== undefined && (await isRegistered(provider, call, spec, known))) return known;
			const registration = await registerWebhook(provider, call, spec).catch(async (error: unknown) => {
				// The provider may have sent a secret that it shows only once, before the error.
				await registrations.keepOwners().catch((failure: unknown) => report('A signing secret could not be stored', failure));
				if (attempt === ATTEMPTS || !isTakenMeanwhile(error)) throw error;
			});
			if (registration === undefined) {
				await sleep(STORED_AFTER_MS);
				continue;
			}
			const otherProcess = await registrations.replace(known, registration);
			if (otherProcess === undefined) return registration;
			await provider.registration.remove(call, spec, registration.id).catch(() => undefined);
		}
		throw new TapbackError(
			'WEBHOOK_CONFLICT',
			`Other processes keep registering the webhook at the same moment, so this one gave up after ${ATTEMPTS} attempts. Call register() in one of them.`,
		);
	}

	return {
		register: async (url) =>
			await registrations.whileRegistering(async () => await mutex(url, async () => await inWords(async () => await register(url)))),
		unregister: async (url) =>
			await mutex(url, async () => {
				await registrations.load();
				const spec = specOf(url, registrations.get(url));
				await inWords(async () => await unregisterWebhook(provider, createApiClient(provider, connection), spec));
				await registrations.forget(url);
			}),
	};
}

/** Some providers refuse a second webhook with the same URL. */
function isTakenMeanwhile(error: unknown): boolean {
	return isTapbackError(error) && error.details.status === 409;
}
