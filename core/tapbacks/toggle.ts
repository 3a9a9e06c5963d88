import type { Provider } from '../providers/provider';
import { CLASSIC_REACTIONS, type Action, type ClassicReaction, type Reaction } from '../model/reaction';

/**
 * Where the same value again removes, what may stand decides whether a request goes out.
 * `none`, a classic name, or an emoji.
 */
export type Standing = 'none' | ClassicReaction | `emoji:${string}`;

/** Remembers what may stand on a message from us. Several entries: a request got no answer. Oldest may be forgotten. */
export interface ToggleMemory {
	get(key: string): readonly Standing[] | undefined;
	/** `undefined` forgets. */
	set(key: string, possible: readonly Standing[] | undefined): void;
	/** Runs one task after the other for one key: two at once would both see the state before. */
	exclusive<T>(key: string, task: () => Promise<T>): Promise<T>;
}

/** Keeps what may stand beyond the process. It never rejects: where it fails, the memory of the process is all there is. */
export interface StandingStore {
	/** `undefined` where nothing was kept. */
	load(key: string): Promise<readonly Standing[] | undefined>;
	/** Resolves once it is kept: a request goes out only after that. Nothing possible forgets. */
	save(key: string, possible: readonly Standing[]): Promise<void>;
}

export type ToggleDecision = 'send' | 'unchanged' | 'unknown';

/** All that can stand from us over a provider; `undefined` where that may be any emoji. */
export function standingsOf({ capabilities, sendableEmoji }: Provider): Standing[] | undefined {
	if (capabilities.sendEmoji.level !== 'no' && sendableEmoji === undefined) return undefined;
	return ['none', ...CLASSIC_REACTIONS, ...(sendableEmoji ?? []).map((emoji) => `emoji:${emoji}` as const)];
}

export function standingOf(reaction: Reaction): Standing {
	return reaction.type === 'emoji' ? `emoji:${reaction.emoji}` : reaction.type;
}

/**
 * `send` only where the toggle surely leads to what is wanted. Nothing known counts as nothing there for an
 * addition (the usual first one); a removal without knowledge could add, so it is `unknown`.
 */
export function decideToggle(action: Action, wanted: Standing, possible: readonly Standing[] | undefined): ToggleDecision {
	if (possible === undefined) return action === 'add' ? 'send' : 'unknown';
	const mayStand = possible.includes(wanted);
	const surelyStands = mayStand && possible.length === 1;
	if (action === 'add') return surelyStands ? 'unchanged' : mayStand ? 'unknown' : 'send';
	return surelyStands ? 'send' : mayStand ? 'unknown' : 'unchanged';
}

/** What stands after the toggle took effect, and what may stand while nobody knows whether it did. */
export function afterToggle(
	action: Action,
	wanted: Standing,
	possible: readonly Standing[] | undefined,
): { done: readonly Standing[]; unanswered: readonly Standing[] } {
	const result: Standing = action === 'add' ? wanted : 'none';
	return { done: [result], unanswered: [...new Set<Standing>([...(possible ?? ['none']), result])] };
}
