import { keep, type Kept } from '../../persistence/stored.mts';
import { count, objectOf, recordOf, text } from '../../persistence/shape.mts';
import type { AgentPhoneState, Hook } from './state.mts';

const hook = objectOf<Hook>({ id: text, url: text, secret: text, contextLimit: count, timeout: count, createdAt: text });

/** AgentPhone's stored state: the webhooks with their secrets, by owner. */
export function agentPhoneKept(state: AgentPhoneState): Kept {
	return keep(objectOf<{ hooks: Record<string, Hook> }>({ hooks: recordOf(hook) }), {
		save: () => ({ hooks: Object.fromEntries(state.hooks) }),
		restore({ hooks }) {
			state.hooks = new Map(Object.entries(hooks));
		},
	});
}
