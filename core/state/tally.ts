import { plainAddress } from '../model/address';
import { plainEmoji } from '../model/emoji';
import { CLASSIC_REACTIONS, flatReaction, type InboundReaction, type ReactionName } from '../model/reaction';
import type { LiveTapback } from '../model/tapback-event';

/** A reaction of a person, on at least one part of the message. */
export interface TalliedReaction {
	reaction: ReactionName;
	emoji: string | null;
	/** Time of the earliest such tapback, ISO 8601 UTC; `null` if the provider has no times. */
	since: string | null;
}

/** A person, with all their reactions on the message. */
export interface TalliedPerson {
	actor: string;
	reactions: TalliedReaction[];
}

/** The tapbacks of a message, counted. A person counts once for each reaction, on any number of parts. */
export interface Tally {
	/** The sum of `counts`. */
	total: number;
	/** Number of people by reaction: the classic six, which may be 0, each emoji, `sticker` and `unknown`. */
	counts: Record<string, number>;
	/** In the order of their first tapbacks. */
	people: TalliedPerson[];
	/** The account's own tapbacks, which are not in the counts. */
	own: TalliedReaction[];
	/** Number of tapbacks without a person. They are not in the counts, because several may be by the same person. */
	anonymous: number;
}

/** Counts the current tapbacks on a message. */
export function tallyOf(live: readonly LiveTapback[]): Tally {
	const counts: Record<string, number> = Object.fromEntries(CLASSIC_REACTIONS.map((type) => [type, 0]));
	const people = new Map<string, LiveTapback[]>();
	for (const tapback of live) {
		if (tapback.isFromMe || tapback.actor === null) continue;
		const person = plainAddress(tapback.actor);
		people.set(person, [...(people.get(person) ?? []), tapback]);
	}
	const tallied = [...people].map(([actor, theirs]) => ({ actor, reactions: oncePerReaction(theirs) }));
	for (const { reaction, emoji } of tallied.flatMap(({ reactions }) => reactions)) {
		const key = reaction === 'emoji' && emoji !== null ? emoji : reaction;
		counts[key] = (counts[key] ?? 0) + 1;
	}
	return {
		total: Object.values(counts).reduce((sum, count) => sum + count, 0),
		counts,
		people: tallied.sort((one, other) => byTime(one.reactions[0], other.reactions[0])),
		own: oncePerReaction(live.filter(({ isFromMe }) => isFromMe)),
		anonymous: live.filter(({ isFromMe, actor }) => !isFromMe && actor === null).length,
	};
}

/** Each reaction of one person once, with its earliest time. */
function oncePerReaction(tapbacks: readonly LiveTapback[]): TalliedReaction[] {
	const first = new Map<string, TalliedReaction>();
	for (const { reaction, occurredAt: since } of tapbacks) {
		const one = { ...flatReaction(withPlainEmoji(reaction)), since };
		const key = `${one.reaction} ${one.emoji ?? ''}`;
		const known = first.get(key);
		if (known === undefined || byTime(one, known) < 0) first.set(key, one);
	}
	return [...first.values()].sort(byTime);
}

/** `❤` and `❤️` are the same emoji, so they are counted together. */
function withPlainEmoji(reaction: InboundReaction): InboundReaction {
	return reaction.type === 'emoji' ? { ...reaction, emoji: plainEmoji(reaction.emoji) } : reaction;
}

/** Compares times. Unknown times come last, in the order of the list. */
function byTime(one: TalliedReaction | undefined, other: TalliedReaction | undefined): number {
	const time = (of: TalliedReaction | undefined) => (of?.since ? Date.parse(of.since) : Number.MAX_SAFE_INTEGER);
	return time(one) - time(other);
}
