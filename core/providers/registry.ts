import { TapbackError } from '../model/errors';
import { typesOf } from './types-of';
import type { Provider } from './provider';
import { agentphone } from './agentphone';
import { inkbox } from './inkbox';
import { linq } from './linq';
import { sendblue } from './sendblue';
import { tuco } from './tuco';

/** In the order users see them. A sixth one is one more name here. */
const REGISTERED = [agentphone, inkbox, linq, sendblue, tuco] as const;

/** Every provider there is. */
export const PROVIDERS: readonly Provider[] = REGISTERED;

/** What a new node has: the provider that needs the fewest fields and can do the most. */
export const DEFAULT_PROVIDER: Provider = linq;

/** @throws TapbackError INVALID_INPUT naming the providers there are. */
export function providerById(id: string): Provider {
	const provider = PROVIDERS.find((candidate) => candidate.id === id);
	if (provider) return provider;
	const known = PROVIDERS.map((candidate) => candidate.id).join(', ');
	throw new TapbackError('INVALID_INPUT', `Provider “${id}” is unknown. Choose one of: ${known}.`, { field: 'provider' });
}

/** No value, only a type to read: it stands in the compiled declarations of a host in place of the providers. */
export const TYPES = /* @__PURE__ */ typesOf(REGISTERED);

type Types = NonNullable<typeof TYPES>;

/** The ids of the providers there are. */
export type ProviderId = keyof Types;

/** The secret fields that authenticate a request. */
export type CredentialsByProvider = { [Id in ProviderId]: Types[Id]['secrets'] };

/** What a provider needs for sending, besides the message and the reaction. */
export type SendFieldsByProvider = { [Id in ProviderId]: Types[Id]['send'] };

/** What a provider needs for reading the tapbacks on a message, besides the message. */
export type GetFieldsByProvider = { [Id in ProviderId]: Types[Id]['get'] };

/** What a provider needs for registering a webhook, besides its URL. */
export type InboundFieldsByProvider = { [Id in ProviderId]: Types[Id]['inbound'] };
