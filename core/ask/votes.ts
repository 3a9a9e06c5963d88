import { isSameReactionValue, type ReactionValue } from '../state/reaction-value';
import { stepsOf } from '../state/tapback-history';
import { meaningOfReaction, meaningOfText } from './meaning';
import type { Question, Reply, Tap } from './question';
import type { Vote } from './result';
import type { AnswerChoice, AskRules } from './rules';

/** Stands in for who tapped where the provider doesn't say. */
export const SOMEBODY = '';

/** The answers that stand, oldest first: of each person the newest. */
export function votesOf({ rules, taps, replies }: Question): Vote[] {
	const newest = new Map<string, Ballot>();
	for (const ballot of [...taps.flatMap((tap) => tapped(rules, tap)), ...replies.flatMap((reply) => replied(rules, reply))]) {
		const { actor } = ballot;
		const other = newest.get(actor);
		if (other === undefined || inTime(other, ballot) < 0) newest.set(actor, ballot);
	}
	return [...newest.values()].sort(inTime).map(({ actor, at, vote }) => ({
		actor: actor === SOMEBODY ? null : actor,
		...vote,
		respondedAt: new Date(at).toISOString(),
	}));
}

interface Ballot {
	actor: string;
	at: number;
	/** Orders what came at the same instant. */
	id: string;
	vote: Omit<Vote, 'actor' | 'respondedAt'>;
}

function tapped(rules: AskRules, tap: Tap): Ballot[] {
	const { kind, at, id } = standing(tap);
	const choice = kind && meaningOfReaction(rules, kind);
	if (kind === undefined || choice === undefined) return [];
	return [{ actor: tap.actor, at, id, vote: { ...named(choice), reaction: kind.reaction, emoji: kind.emoji, text: null } }];
}

function replied(rules: AskRules, { actor, at, eventId, text }: Reply): Ballot[] {
	const choice = meaningOfText(rules, text);
	return choice === undefined ? [] : [{ actor, at, id: eventId, vote: { ...named(choice), reaction: null, emoji: null, text } }];
}

function named(choice: AnswerChoice | null): Pick<Vote, 'approved' | 'choice'> {
	return { approved: choice?.approved ?? null, choice: choice?.name ?? null };
}

/**
 * The current tapback of a person on a part, and since when. A later removal of a kind that was never there is doubtful,
 * and withdraws the vote; a removal of an earlier kind is the other half of a swap.
 */
function standing(tap: Tap): { kind: ReactionValue | undefined; at: number; id: string } {
	let current: ReactionValue | undefined = tap.start;
	let [at, id] = [tap.startedAt, ''];
	const earlier = current === undefined ? [] : [current];
	for (const { change } of stepsOf(tap)) {
		const isSame = current !== undefined && isSameReactionValue(current, change);
		if (change.action === 'added') {
			// A tapback that is told again stands since it came.
			if (!isSame) [at, id] = [change.at, change.eventId];
			current = change;
			earlier.push(change);
		} else if (isSame || change.reaction === 'unknown' || !earlier.some((kind) => isSameReactionValue(kind, change))) current = undefined;
	}
	return { kind: current, at, id };
}

function inTime(a: Ballot, b: Ballot): number {
	return a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
