import { z } from 'zod';

import { lazily } from '../providers/schema';

/** Who may be named, and who may have to agree: more than a group has. */
export const MOST_PEOPLE = 256;

/** One of the answers that a question can have. */
export interface AnswerChoice {
	/** `yes` and `no`, or as the options call it. */
	name: string;
	/** What the answer is for a yes/no question; `null` for a choice with a name of its own. */
	approved: boolean | null;
	/** Names of the six, or emoji. */
	reactions: readonly string[];
	/** Texts that mean it. */
	words: readonly string[];
	/** The choice is decided after so many votes; `null` where no number decides it. */
	needed: number | null;
}

/** Checked options with every default filled in, as a question stores them: plain JSON. */
export interface AskRules {
	choices: readonly AnswerChoice[];
	other: 'wait' | 'end' | readonly string[];
	from: 'anyone' | readonly string[];
	reconsiderMs: number;
	deadlineMs: number | null;
	text: 'ignore' | 'words' | 'any';
}

/** Whether the first answer of anybody decides. */
export function isDecidedByFirst({ choices }: Pick<AskRules, 'choices'>): boolean {
	return choices.every(({ needed }) => needed === 1);
}

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
