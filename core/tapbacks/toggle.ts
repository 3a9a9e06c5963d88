import type { Provider } from '../providers/provider';
import { CLASSIC_REACTIONS, type Action, type ClassicReaction, type Reaction } from '../model/reaction';

/**
 * A possible state of our tapback where the same value removes it. The possible states decide whether a request is sent.
 * `none`, a classic name, or an emoji.
 */
export type ToggleState = 'none' | ClassicReaction | `emoji:${string}`;

/** Remembers the possible states of our tapback on a message. Several states: a request got no response. The oldest entry may be forgotten. */
export interface ToggleMemory {
	get(key: string): readonly ToggleState[] | undefined;
	/** `undefined` forgets. */
	set(key: string, possible: readonly ToggleState[] | undefined): void;
	/** Runs the tasks of one key one after the other: two at once would both read the earlier state. */
	exclusive<T>(key: string, task: () => Promise<T>): Promise<T>;
}

/** Stores the possible states beyond the process. It never rejects: if it fails, only the memory of the process is left. */
export interface ToggleStore {
	/** `undefined` if nothing was stored. */
	load(key: string): Promise<readonly ToggleState[] | undefined>;
	/** Resolves once it is stored: a request is sent only after that. An empty list forgets. */
	save(key: string, possible: readonly ToggleState[]): Promise<void>;
}

export type ToggleDecision = 'send' | 'unchanged' | 'unknown';

/** All states that a provider permits; `undefined` if any emoji is possible. */
export function toggleStatesOf({ capabilities, sendableEmoji }: Provider): ToggleState[] | undefined {
	if (capabilities.sendEmoji.level !== 'no' && sendableEmoji === undefined) return undefined;
	return ['none', ...CLASSIC_REACTIONS, ...(sendableEmoji ?? []).map((emoji) => `emoji:${emoji}` as const)];
}

export function toToggleState(reaction: Reaction): ToggleState {
	return reaction.type === 'emoji' ? `emoji:${reaction.emoji}` : reaction.type;
}

/**
 * `send` only if the toggle surely leads to the wanted state. If nothing is known, an addition assumes that nothing is
 * there (the usual first one); a removal could add, so it is `unknown`.
 */
export function decideToggle(action: Action, wanted: ToggleState, possible: readonly ToggleState[] | undefined): ToggleDecision {
	if (possible === undefined) return action === 'add' ? 'send' : 'unknown';
	const mayStand = possible.includes(wanted);
	const surelyStands = mayStand && possible.length === 1;
	if (action === 'add') return surelyStands ? 'unchanged' : mayStand ? 'unknown' : 'send';
	return surelyStands ? 'send' : mayStand ? 'unknown' : 'unchanged';
}

/** The state after the toggle took effect, and the possible states while it isn't known whether it did. */
export function afterToggle(
	action: Action,
	wanted: ToggleState,
	possible: readonly ToggleState[] | undefined,
): { done: readonly ToggleState[]; unanswered: readonly ToggleState[] } {
	const result: ToggleState = action === 'add' ? wanted : 'none';
	return { done: [result], unanswered: [...new Set<ToggleState>([...(possible ?? ['none']), result])] };
}
