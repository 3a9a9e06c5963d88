import { z } from 'zod';

import { lazily } from '../providers/schema';

/** Maximum number of people in `from`, and of a quorum. No group chat has more. */
export const MOST_PEOPLE = 256;

/** A choice with its defaults filled in. */
export interface AnswerChoice {
	/** `yes`, `no`, or the name in the options. */
	name: string;
	/** The result for yes and no; `null` for any other choice. */
	approved: boolean | null;
	/** Names of the six, or emoji. */
	reactions: readonly string[];
	/** Texts that mean this choice. */
	words: readonly string[];
	/** Number of votes that decide for this choice; `null` if no number does. */
	needed: number | null;
}

/** Checked options with all defaults filled in. Plain JSON, which is part of a question. */
export interface AskRules {
	choices: readonly AnswerChoice[];
	other: 'wait' | 'end' | readonly string[];
	from: 'anyone' | readonly string[];
	reconsiderMs: number;
	deadlineMs: number | null;
	text: 'ignore' | 'words' | 'any';
}

/** Whether the first answer decides. */
export function isDecidedByFirst({ choices }: Pick<AskRules, 'choices'>): boolean {
	return choices.every(({ needed }) => needed === 1);
}

/** Reads stored rules. */
export const rulesSchema: z.ZodType<AskRules> = lazily(() => {
	const texts = z.array(z.string());
	const choice = z.object({
		name: z.string(),
		approved: z.boolean().nullable(),
		reactions: texts,
		words: texts,
		needed: z.number().nullable(),
	});
	return z.object({
		choices: z.array(choice),
		other: z.union([z.enum(['wait', 'end']), texts]),
		from: z.union([z.literal('anyone'), texts]),
		reconsiderMs: z.number(),
		deadlineMs: z.number().nullable(),
		text: z.enum(['ignore', 'words', 'any']),
	});
});
