import { isSameReactionValue, type ReactionValue } from '../state/reaction-value';
import { stepsOf } from '../state/tapback-history';
import { meaningOfReaction, meaningOfText } from './meaning';
import type { Question, Reply, Tap } from './question';
import type { Vote } from './result';
import type { AnswerChoice, AskRules } from './rules';

/** The actor of a tapback if the provider doesn't report who tapped. */
export const SOMEBODY = '';

/** Returns the newest answer of each person, oldest first. */
export function votesOf({ rules, taps, replies }: Question): Vote[] {
	const newest = new Map<string, Ballot>();
	for (const ballot of [...taps.flatMap((tap) => ballotOfTap(rules, tap)), ...replies.flatMap((reply) => ballotOfReply(rules, reply))]) {
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
	/** Orders answers of the same time. */
	id: string;
	vote: Omit<Vote, 'actor' | 'respondedAt'>;
}

function ballotOfTap(rules: AskRules, tap: Tap): Ballot[] {
	const { value, rivals, at, id } = currentTapback(tap);
	const choice = value && meaningOfReaction(rules, value);
	if (value === undefined || choice === undefined || rivals.some((rival) => meaningOfReaction(rules, rival) !== choice)) return [];
	return [{ actor: tap.actor, at, id, vote: { ...choiceFields(choice), reaction: value.reaction, emoji: value.emoji, text: null } }];
}

function ballotOfReply(rules: AskRules, { actor, at, eventId, text }: Reply): Ballot[] {
	const choice = meaningOfText(rules, text);
	return choice === undefined ? [] : [{ actor, at, id: eventId, vote: { ...choiceFields(choice), reaction: null, emoji: null, text } }];
}

function choiceFields(choice: AnswerChoice | null): Pick<Vote, 'approved' | 'choice'> {
	return { approved: choice?.approved ?? null, choice: choice?.name ?? null };
}

/**
 * The current tapback of a person on a part, and its time. The removal of a tapback that the person never had is doubtful, and
 * withdraws the vote. The removal of an earlier tapback is part of a swap, and changes nothing. `rivals` are other tapbacks of the
 * same time: some providers report whole seconds, so it isn't known which tapback is the last.
 */
function currentTapback(tap: Tap): { value: ReactionValue | undefined; rivals: readonly ReactionValue[]; at: number; id: string } {
	let current: ReactionValue | undefined = tap.start;
	let rivals: readonly ReactionValue[] = [];
	let addedAt = tap.startedAt;
	let [at, id] = [tap.startedAt, ''];
	const earlier = current === undefined ? [] : [current];
	for (const { change } of stepsOf(tap)) {
		const isSameValue = (value: ReactionValue) => isSameReactionValue(value, change);
		const isSame = current !== undefined && isSameValue(current);
		if (change.action === 'added') {
			rivals = current === undefined || change.at > addedAt ? [] : [...rivals, current];
			addedAt = change.at;
			// A tapback that is reported again keeps its first time.
			if (!isSame) [at, id] = [change.at, change.eventId];
			current = change;
			earlier.push(change);
		} else if (isSame || change.reaction === 'unknown' || !earlier.some(isSameValue) || rivals.some(isSameValue)) current = undefined;
	}
	return { value: current, rivals, at, id };
}

function inTime(a: Ballot, b: Ballot): number {
	return a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
