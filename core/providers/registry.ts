import { TapbackError } from '../model/errors';
import { typesOf } from './types-of';
import type { Provider } from './provider';
import { agentphone } from './agentphone';
import { inkbox } from './inkbox';
import { linq } from './linq';
import { sendblue } from './sendblue';
import { tuco } from './tuco';

/** In the order that users see. A new provider is one more entry here. */
const REGISTERED = [agentphone, inkbox, linq, sendblue, tuco] as const;

/** All providers. */
export const PROVIDERS: readonly Provider[] = REGISTERED;

/** The provider of a new node: it needs the fewest fields and supports the most. */
export const DEFAULT_PROVIDER: Provider = linq;

/**
 * Returns a provider by its id.
 * @throws TapbackError INVALID_INPUT for an unknown id. The message lists all ids.
 */
export function providerById(id: string): Provider {
	const provider = PROVIDERS.find((candidate) => candidate.id === id);
	if (provider) return provider;
	const known = PROVIDERS.map((candidate) => candidate.id).join(', ');
	throw new TapbackError('INVALID_INPUT', `Provider “${id}” is unknown. Choose one of: ${known}.`, { field: 'provider' });
}

/** Only its type is used: compiled declarations then contain the types below, and not the providers. */
export const TYPES = /* @__PURE__ */ typesOf(REGISTERED);

type Types = NonNullable<typeof TYPES>;

/** The id of a provider. */
export type ProviderId = keyof Types;

/** By provider: the secret fields that authenticate a request. */
export type CredentialsByProvider = { [Id in ProviderId]: Types[Id]['secrets'] };

/** By provider: the fields for sending a tapback, besides the message and the reaction. */
export type SendFieldsByProvider = { [Id in ProviderId]: Types[Id]['send'] };

/** By provider: the fields for reading the tapbacks on a message, besides the message. */
export type GetFieldsByProvider = { [Id in ProviderId]: Types[Id]['get'] };

/** By provider: the fields for registering a webhook, besides its URL. */
export type InboundFieldsByProvider = { [Id in ProviderId]: Types[Id]['inbound'] };
