import { z } from 'zod';

import { lazily } from '../schema';

/** Who may be named, and who may have to agree: more than a group has. */
export const MOST_PEOPLE = 256;

/** The votes that decide: a yes after so many yes, a no after so many no; `null` where nothing but time ends it. */
export interface Quorum {
	yes: number;
	no: number | null;
}

/** Checked options with every default filled in, as a question keeps them: plain JSON. */
export interface AskRules {
	yes: readonly string[];
	no: readonly string[];
	other: 'wait' | 'end' | readonly string[];
	from: 'anyone' | readonly string[];
	quorum: Quorum;
	reconsiderMs: number;
	deadlineMs: number | null;
	text: 'ignore' | 'words' | 'any';
	yesWords: readonly string[];
	noWords: readonly string[];
}

export const rulesSchema: z.ZodType<AskRules> = lazily(() => {
	const texts = z.array(z.string());
	return z.object({
		yes: texts,
		no: texts,
		other: z.union([z.enum(['wait', 'end']), texts]),
		from: z.union([z.literal('anyone'), texts]),
		quorum: z.object({ yes: z.number(), no: z.number().nullable() }),
		reconsiderMs: z.number(),
		deadlineMs: z.number().nullable(),
		text: z.enum(['ignore', 'words', 'any']),
		yesWords: texts,
		noWords: texts,
	});
});
