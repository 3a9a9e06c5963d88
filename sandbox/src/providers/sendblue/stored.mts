import { keep, type Kept } from '../../persistence/stored.mts';
import { listOf, objectOf, oneOf, optional, text, type Shape } from '../../persistence/shape.mts';
import { HOOK_TYPES, type HookEntry, type HookType, type SendblueState, type TapbackRow } from './state.mts';

interface Saved {
	hooks: { type: HookType; entries: HookEntry[] }[];
	globalSecret?: string;
	tapbackRows: TapbackRow[];
}

const ownHook = objectOf<Exclude<HookEntry, string>>({ url: text, secret: optional(text), sendblue_numbers: optional(listOf(text)) });
const entry: Shape<HookEntry> = (value, at): value is HookEntry => typeof value === 'string' || ownHook(value, at);

const saved = objectOf<Saved>({
	hooks: listOf(objectOf<Saved['hooks'][number]>({ type: oneOf(HOOK_TYPES), entries: listOf(entry) })),
	globalSecret: optional(text),
	tapbackRows: listOf(objectOf<TapbackRow>({ handle: text, conversationId: text, line: text, author: text, content: text, sentAt: text })),
});

/** Sendblue's stored state: the webhooks with their secrets, and the tapbacks that arrived as messages. */
export function sendblueKept(state: SendblueState): Kept {
	return keep(saved, {
		save: () => ({
			hooks: [...state.hooks].map(([type, entries]) => ({ type, entries })),
			globalSecret: state.globalSecret,
			tapbackRows: state.tapbackRows,
		}),
		restore({ hooks, globalSecret, tapbackRows }) {
			state.hooks = new Map(hooks.map(({ type, entries }) => [type, entries]));
			Object.assign(state, { globalSecret, tapbackRows });
		},
	});
}
