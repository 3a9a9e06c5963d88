import { TapbackError } from '../model/errors';
import type { Provider } from './provider';
import { agentphone } from './agentphone';
import { inkbox } from './inkbox';
import { linq } from './linq';
import { sendblue } from './sendblue';
import { tuco } from './tuco';

/** Every provider there is, in the order users see them. A sixth one is one more line here. */
export const PROVIDERS: readonly Provider[] = [agentphone, inkbox, linq, sendblue, tuco];

/** What a new node has: the provider that needs the fewest fields and can do the most. */
export const DEFAULT_PROVIDER: Provider = linq;

/** @throws TapbackError INVALID_INPUT naming the providers there are. */
export function providerById(id: string): Provider {
	const provider = PROVIDERS.find((candidate) => candidate.id === id);
	if (provider) return provider;
	const known = PROVIDERS.map((candidate) => candidate.id).join(', ');
	throw new TapbackError('INVALID_INPUT', `Provider “${id}” is unknown. Choose one of: ${known}.`, { field: 'provider' });
}
