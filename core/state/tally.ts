import { plainAddress } from '../model/address';
import { plainEmoji } from '../model/emoji';
import { CLASSIC_REACTIONS, flatReaction, type InboundReaction, type ReactionName } from '../model/reaction';
import type { LiveTapback } from '../model/tapback-event';

/** One reaction of a person. */
export interface TalliedReaction {
	reaction: ReactionName;
	emoji: string | null;
	/** ISO 8601 UTC; `null` where the provider doesn't tell. */
	since: string | null;
}

/** One person, and all that they have on the message. */
export interface TalliedPerson {
	actor: string;
	reactions: TalliedReaction[];
}

/** The tapbacks of a message, counted. A person counts once for each reaction, on however many parts it is. */
export interface Tally {
	/** The sum of `counts`. */
	total: number;
	/** People by reaction: the classic six, also where nobody has one, each emoji by itself, `sticker` and `unknown`. */
	counts: Record<string, number>;
	/** In the order in which they tapped. */
	people: TalliedPerson[];
	/** The account's own tapbacks, which are not in the counts. */
	own: TalliedReaction[];
	/** Tapbacks of people whom the provider doesn't name: not in the counts, because several may be of one person. */
	anonymous: number;
}

/** Counts what is on a message now. */
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

/** Each reaction of one person, since it was there first. */
function oncePerReaction(tapbacks: readonly LiveTapback[]): TalliedReaction[] {
	const first = new Map<string, TalliedReaction>();
	for (const { reaction, occurredAt: since } of tapbacks) {
		const one = { ...flatReaction(spelled(reaction)), since };
		const key = `${one.reaction} ${one.emoji ?? ''}`;
		const known = first.get(key);
		if (known === undefined || byTime(one, known) < 0) first.set(key, one);
	}
	return [...first.values()].sort(byTime);
}

/** `❤` and `❤️` are one emoji, so they are counted under one name. */
function spelled(reaction: InboundReaction): InboundReaction {
	return reaction.type === 'emoji' ? { ...reaction, emoji: plainEmoji(reaction.emoji) } : reaction;
}

/** Unknown times come last, in the order of the list. */
function byTime(one: TalliedReaction | undefined, other: TalliedReaction | undefined): number {
	const time = (of: TalliedReaction | undefined) => (of?.since ? Date.parse(of.since) : Number.MAX_SAFE_INTEGER);
	return time(one) - time(other);
}
