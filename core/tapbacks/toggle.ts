import type { Provider } from '../providers/provider';
import { CLASSIC_REACTIONS, type Action, type ClassicReaction, type Reaction } from '../model/reaction';

/**
 * A possible state of our tapback on a message: `none`, a classic name, or an emoji. Providers with one request for adding
 * and removing need it: the possible states decide whether a request is sent.
 */
export type ToggleState = 'none' | ClassicReaction | `emoji:${string}`;

/**
 * Remembers the possible states of our tapback on each message. There are several after a request without a response. It may
 * forget old entries.
 */
export interface ToggleMemory {
	get(key: string): readonly ToggleState[] | undefined;
	/** `undefined` deletes the entry. */
	set(key: string, possible: readonly ToggleState[] | undefined): void;
	/** Runs the tasks of one key one after another, because two at once would both read the earlier state. */
	exclusive<T>(key: string, task: () => Promise<T>): Promise<T>;
}

/** Stores the possible states longer than the process. It must never reject: if it fails, only the memory of the process remains. */
export interface ToggleStore {
	/** `undefined` if nothing was stored. */
	load(key: string): Promise<readonly ToggleState[] | undefined>;
	/** Resolves when the states are stored; the request is sent only afterwards. An empty list deletes the entry. */
	save(key: string, possible: readonly ToggleState[]): Promise<void>;
}

/** Whether to send a toggle, or which outcome the command has without one. */
export type ToggleDecision = 'send' | 'unchanged' | 'unknown';

/** Returns all states that are possible at a provider; `undefined` if it sends any emoji. */
export function toggleStatesOf({ capabilities, sendableEmoji }: Provider): ToggleState[] | undefined {
	if (capabilities.sendEmoji.level !== 'no' && sendableEmoji === undefined) return undefined;
	return ['none', ...CLASSIC_REACTIONS, ...(sendableEmoji ?? []).map((emoji) => `emoji:${emoji}` as const)];
}

/** Returns the state in which a reaction is on the message. */
export function toToggleState(reaction: Reaction): ToggleState {
	return reaction.type === 'emoji' ? `emoji:${reaction.emoji}` : reaction.type;
}

/** Returns the reaction of a state, in a list that is empty for `none`. */
export function fromToggleState(state: ToggleState): Reaction[] {
	if (state.startsWith('emoji:')) return [{ type: 'emoji', emoji: state.slice('emoji:'.length) }];
	return CLASSIC_REACTIONS.filter((classic) => classic === state).map((type) => ({ type }));
}

/**
 * Decides whether a toggle may be sent: `send` only if it surely leads to the wanted state. Without known states, an addition
 * assumes that there is no tapback, because it is usually the first one; a removal is `unknown`, because it could add one.
 */
export function decideToggle(action: Action, wanted: ToggleState, possible: readonly ToggleState[] | undefined): ToggleDecision {
	if (possible === undefined) return action === 'add' ? 'send' : 'unknown';
	const isPossible = possible.includes(wanted);
	const isCertain = isPossible && possible.length === 1;
	if (action === 'add') return isCertain ? 'unchanged' : isPossible ? 'unknown' : 'send';
	return isCertain ? 'send' : isPossible ? 'unknown' : 'unchanged';
}

/** Returns the states after a toggle. `done`: it was executed. `unanswered`: it isn't known whether it was. */
export function afterToggle(
	action: Action,
	wanted: ToggleState,
	possible: readonly ToggleState[] | undefined,
): { done: readonly ToggleState[]; unanswered: readonly ToggleState[] } {
	const result: ToggleState = action === 'add' ? wanted : 'none';
	return { done: [result], unanswered: [...new Set<ToggleState>([...(possible ?? ['none']), result])] };
}
