import { randomBytes } from 'node:crypto';

import {
	checkFields,
	createCall,
	isRegistered,
	registerWebhook,
	unregisterWebhook,
	type Connection,
	type Registration,
	type WantedHook,
} from '../../../core/index.ts';
import type { Settings } from './options.mts';
import type { KeptRegistrations } from './kept-registrations.mts';
import { inWords } from './remedies.mts';

export interface Registering {
	/** Nothing is done where the webhook stands as wanted and its secret is known. */
	register(url: string): Promise<Registration>;
	unregister(url: string): Promise<void>;
}

/** The webhook at the provider: only ever our own URL is touched. */
export function createRegistering(
	settings: Settings & { wantsMessages: boolean },
	connection: Connection,
	kept: KeptRegistrations,
): Registering {
	const { provider, webhook, wantsMessages } = settings;

	function wanted(url: string, known: Registration | undefined): WantedHook {
		return {
			url,
			fields: checkFields(provider, provider.fields.inbound, webhook.fields),
			knownSecret: known?.secret,
			keptSecrets: kept.ofOwners,
			wantsMessages,
			pastedSecret: webhook.secrets[0],
			newSecret: () => randomBytes(32).toString('base64url'),
		};
	}

	return {
		async register(url) {
			await kept.load();
			const call = createCall(provider, connection);
			const known = kept.get(url);
			const hook = wanted(url, known);
			if (known !== undefined && (await inWords(async () => await isRegistered(provider, call, hook, known)))) return known;
			try {
				const registration = await inWords(async () => await registerWebhook(provider, call, hook));
				kept.set(registration);
				return registration;
			} finally {
				// Even where it failed: a secret that is shown once may have come before.
				await kept.save();
			}
		},
		async unregister(url) {
			await kept.load();
			const hook = wanted(url, kept.get(url));
			await inWords(async () => await unregisterWebhook(provider, createCall(provider, connection), hook));
			kept.forget(url);
			await kept.save();
		},
	};
}
