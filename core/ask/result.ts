import { z } from 'zod';

import { lazily } from '../providers/schema';
import type { ReactionName } from '../model/reaction';
import type { AnswerChoice } from './rules';

/** How a question was answered, as every host gives it. */
export interface AskResult {
	/** `null`: its time was up, or the answer is neither yes nor no. */
	approved: boolean | null;
	/** `yes` or `no`, or the name of the choice; `null` where none was made. */
	choice: string | null;
	/** Of the answer that decided; `null` for a text, and where time was up. */
	reaction: ReactionName | null;
	emoji: string | null;
	/** Who gave it. */
	actor: string | null;
	/** When, ISO 8601 UTC. */
	respondedAt: string | null;
	/** Nothing was decided in time. */
	timedOut: boolean;
	/** The answer, where it was written. */
	text: string | null;
	/** The current answer of each person in the end, oldest first. */
	votes: readonly Vote[];
}

/** One person's answer. */
export interface Vote {
	/** Phone number or e-mail address; `null` where the provider doesn't say. */
	actor: string | null;
	approved: boolean | null;
	choice: string | null;
	reaction: ReactionName | null;
	emoji: string | null;
	text: string | null;
	respondedAt: string;
}

/** What the votes led to. */
export interface Decision {
	/** `null` where an answer that is none of the choices ended it, or none of them can be reached any more. */
	choice: AnswerChoice | null;
	/** Those that led to it, the last one of which decided. */
	votes: readonly Vote[];
}

/** Nobody answered in time. */
export const NO_ANSWER_RESULT: AskResult = formatAskResult([], undefined);

/** Without a decision its time was up. */
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

export const resultSchema: z.ZodType<AskResult> = lazily(() => {
	const said = {
		approved: z.boolean().nullable(),
		choice: z.string().nullable(),
		reaction: z.custom<ReactionName>((value) => typeof value === 'string').nullable(),
		emoji: z.string().nullable(),
		actor: z.string().nullable(),
		text: z.string().nullable(),
	};
	return z.object({
		...said,
		respondedAt: z.string().nullable(),
		timedOut: z.boolean(),
		votes: z.array(z.object({ ...said, respondedAt: z.string() })),
	});
});
