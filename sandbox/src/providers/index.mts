import type { ProviderId } from './descriptions.mts';
import { agentphone } from './agentphone/index.mts';
import { inkbox } from './inkbox/index.mts';
import { linq } from './linq/index.mts';
import type { ProviderDefinition } from './provider.mts';
import { sendblue } from './sendblue/index.mts';
import { tuco } from './tuco/index.mts';

/** Every vendor the sandbox plays. */
export const PROVIDERS: readonly ProviderDefinition[] = [agentphone, inkbox, linq, sendblue, tuco];

export function providerId(text: string): ProviderId | undefined {
	return PROVIDERS.find(({ id }) => id === text)?.id;
}
