import type { BotkitMessage } from 'botkit';
import { z } from 'zod';

import { providerById, type FieldValues, type Provider, type TapbackError, type TapbackEvent } from '../../../../core/index.ts';
import { checkAcknowledge, type Acknowledgement } from './check-acknowledge.mts';
import { asOption, checkCall, checkGiven, wrongOption } from './errors.mts';
import type { Reference, Storage } from './types.mts';
import { fieldValues, flag, functionOf, objectOf, oneOf, positiveInteger, text } from './schema.mts';
import { checkWebhook, webhookSchema, type WebhookSettings } from './check-webhook.mts';

/** The checked options, with every default filled in. */
export interface Settings {
	provider: Provider;
	credentials: Readonly<Record<string, string>>;
	baseUrl: string;
	fields: FieldValues;
	timeoutMs: number | undefined;
	whenUnsupported: 'error' | 'skip';
	webhook: WebhookSettings;
	storage: Storage | undefined;
	acknowledge: Acknowledgement | undefined;
	fallbackTexts: boolean;
	messageIdOf: ((message: BotkitMessage) => string | undefined) | undefined;
	referenceOf: ((event: TapbackEvent) => Partial<Reference> | undefined | Promise<Partial<Reference> | undefined>) | undefined;
	onError: ((error: TapbackError) => void) | undefined;
}

const optionsSchema = z
	.object({
		provider: text,
		credentials: objectOf(z.record(z.string(), z.unknown())),
		fields: fieldValues.optional(),
		timeoutMs: positiveInteger.optional(),
		whenUnsupported: oneOf(['error', 'skip'] as const).optional(),
		webhook: objectOf(webhookSchema).optional(),
		storage: z.custom<Storage>(isStorage, 'must be a Bot Framework storage, with read() and write()').optional(),
		acknowledge: z.unknown(),
		fallbackTexts: flag.optional(),
		messageIdOf: functionOf<NonNullable<Settings['messageIdOf']>>().optional(),
		referenceOf: functionOf<NonNullable<Settings['referenceOf']>>().optional(),
		onError: functionOf<NonNullable<Settings['onError']>>().optional(),
	})
	.strict();

/**
 * Checks the user's options.
 * @throws TapbackError INVALID_INPUT that names the option
 */
export function checkOptions(given: unknown): Settings {
	const data = checkCall('tapback()', objectOf(optionsSchema), given, 'object');
	const provider = asOption('provider', () => providerById(data.provider));
	const { baseUrl = provider.defaultBaseUrl, ...credentials } = checkCredentials(provider, data.credentials);
	const usualTextFallback = provider.webhook.textFallback?.byDefault ?? false;
	return {
		provider,
		credentials,
		baseUrl,
		fields: checkGiven(provider, { specs: provider.fields.send, values: data.fields ?? {}, option: 'fields' }),
		timeoutMs: data.timeoutMs,
		whenUnsupported: data.whenUnsupported ?? 'error',
		webhook: { ...checkWebhook(provider, data.webhook ?? {}, usualTextFallback), isMounted: data.webhook !== undefined },
		storage: data.storage,
		acknowledge: checkAcknowledge(provider, data.acknowledge),
		fallbackTexts: data.fallbackTexts ?? usualTextFallback,
		messageIdOf: data.messageIdOf,
		referenceOf: data.referenceOf,
		onError: data.onError,
	};
}

function checkCredentials(provider: Provider, given: Record<string, unknown>): Record<string, string> {
	const { fields } = provider.credential;
	const known = [...fields.map(({ name }) => name), 'baseUrl'];
	const stray = Object.keys(given).find((name) => !known.includes(name));
	if (stray !== undefined) throw wrongOption(`credentials.${stray}`, `is none that ${provider.name} has. It takes ${known.join(', ')}`);
	for (const { name, displayName, placeholder } of fields) {
		if (!text.safeParse(given[name]).success) {
			throw wrongOption(`credentials.${name}`, `must be a text that is not empty: the ${displayName} of ${provider.name}, ${placeholder}`);
		}
	}
	const { baseUrl } = given;
	const isHttp = typeof baseUrl === 'string' && /^https?:\/\/[^\s/?#][^\s?#]*$/.test(baseUrl);
	if (baseUrl !== undefined && !isHttp) throw wrongOption('credentials.baseUrl', 'must start with https:// or http:// and have no query');
	return Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value.trim()]] : [])));
}

function isStorage(value: unknown): boolean {
	return typeof value === 'object' && value !== null && 'read' in value && 'write' in value;
}
