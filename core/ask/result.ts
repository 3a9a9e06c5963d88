import { z } from 'zod';

import { lazily } from '../providers/schema';
import type { ReactionName } from '../model/reaction';
import type { AnswerChoice } from './rules';

/** The result of a question, the same for every provider and host. */
export interface AskResult {
	/** `null` if the question ended without a decision, or the decision is neither yes nor no. */
	approved: boolean | null;
	/** `yes`, `no`, or the name of the choice; `null` if none was decided. */
	choice: string | null;
	/** The reaction of the answer that decided; `null` for a text, and without a decision. */
	reaction: ReactionName | null;
	emoji: string | null;
	/** Who gave the answer that decided. */
	actor: string | null;
	/** When the answer was given, ISO 8601 UTC. */
	respondedAt: string | null;
	/** Whether the question ended without a decision. */
	timedOut: boolean;
	/** The text of the answer that decided; `null` for a tapback. */
	text: string | null;
	/** The last answer of each person, oldest first. */
	votes: readonly Vote[];
}

/** The answer of one person. */
export interface Vote {
	/** Phone number or e-mail address; `null` if the provider doesn't report it. */
	actor: string | null;
	approved: boolean | null;
	choice: string | null;
	reaction: ReactionName | null;
	emoji: string | null;
	text: string | null;
	/** ISO 8601 UTC. */
	respondedAt: string;
}

/** What the votes decided. */
export interface Decision {
	/** `null` if an answer outside the choices ended the question, or no choice can be reached any more. */
	choice: AnswerChoice | null;
	/** The votes up to the one that decided. */
	votes: readonly Vote[];
}

/** The result of a question that nobody answered. */
export const NO_ANSWER_RESULT: AskResult = formatAskResult([], undefined);

/** Formats the result. Without a decision, the question ended at its deadline. */
export function formatAskResult(votes: readonly Vote[], decision: Decision | undefined): AskResult {
	const decisive = decision?.votes.at(-1);
	return {
		approved: decision?.choice?.approved ?? null,
		choice: decision?.choice?.name ?? null,
		reaction: decisive?.reaction ?? null,
		emoji: decisive?.emoji ?? null,
		actor: decisive?.actor ?? null,
		respondedAt: decisive?.respondedAt ?? null,
		timedOut: decision === undefined,
		text: decisive?.text ?? null,
		votes,
	};
}

/** Reads a stored result. */
export const resultSchema: z.ZodType<AskResult> = lazily(() => {
	const answer = {
		approved: z.boolean().nullable(),
		choice: z.string().nullable(),
		reaction: z.custom<ReactionName>((value) => typeof value === 'string').nullable(),
		emoji: z.string().nullable(),
		actor: z.string().nullable(),
		text: z.string().nullable(),
	};
	return z.object({
		...answer,
		respondedAt: z.string().nullable(),
		timedOut: z.boolean(),
		votes: z.array(z.object({ ...answer, respondedAt: z.string() })),
	});
});
