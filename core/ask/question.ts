import { z } from 'zod';

import type { TapbackHistory } from '../state/tapback-history';
import { lazily } from '../providers/schema';
import type { ReactionName } from '../model/reaction';
import { rulesSchema, type AskRules } from './rules';
import { resultSchema, type AskResult } from './result';

/** A question that was asked, and all that is known of its answers. Plain JSON: it can be kept anywhere, and read back. */
export interface Question extends Asked {
	rules: AskRules;
	/** Milliseconds since 1970. */
	askedAt: number;
	/** When its time is up; `null` for never. */
	dueAt: number | null;
	taps: readonly Tap[];
	replies: readonly Reply[];
	/** Since when the current decision holds. */
	decided: { as: string; since: number } | null;
	/** When a text that was not understood was reported, in milliseconds since 1970. */
	clarifiedAt: number | null;
	/** Once it is settled, for good. */
	result: AskResult | null;
}

/** Which message asks. */
export interface Asked {
	messageId: string | null;
	/** The part of it that asks; `null` for any. */
	partIndex: number | null;
	/** Where it was asked: what is written elsewhere is no answer. `null` where it isn't known: then only what answers it inline is. */
	conversationId: string | null;
	/** By which a tapback finds it that only quotes its target. Leave it out where another open question reads the same. */
	text: string | null;
}

/** What one person did on one bubble. */
export interface Tap extends TapbackHistory {
	actor: string;
	partIndex: number;
}

/** The newest text of one person that is an answer. */
export interface Reply {
	actor: string;
	eventId: string;
	text: string;
	/** Milliseconds since 1970. */
	at: number;
}

/** A question as it is asked, at `now`. */
export function openQuestion(rules: AskRules, asked: Partial<Asked>, now: number): Question {
	return {
		rules,
		messageId: asked.messageId ?? null,
		partIndex: asked.partIndex ?? null,
		conversationId: asked.conversationId ?? null,
		text: asked.text ?? null,
		askedAt: now,
		dueAt: rules.deadlineMs === null ? null : now + rules.deadlineMs,
		taps: [],
		replies: [],
		decided: null,
		clarifiedAt: null,
		result: null,
	};
}

const questionSchema: z.ZodType<Question> = lazily(() => {
	const kind = { reaction: z.custom<ReactionName>((value) => typeof value === 'string'), emoji: z.string().nullable() };
	const change = z.object({ ...kind, eventId: z.string(), action: z.enum(['added', 'removed']), at: z.number() });
	const tap = z.object({
		actor: z.string(),
		partIndex: z.number(),
		start: z.object(kind).optional(),
		startedAt: z.number(),
		changes: z.array(change),
	});
	return z.object({
		messageId: z.string().nullable(),
		partIndex: z.number().nullable(),
		conversationId: z.string().nullable(),
		text: z.string().nullable(),
		rules: rulesSchema,
		askedAt: z.number(),
		dueAt: z.number().nullable(),
		taps: z.array(tap),
		replies: z.array(z.object({ actor: z.string(), eventId: z.string(), text: z.string(), at: z.number() })),
		decided: z.object({ as: z.string(), since: z.number() }).nullable(),
		clarifiedAt: z.number().nullable(),
		result: resultSchema.nullable(),
	});
});

/** A question that was kept as JSON; `undefined` where it isn't one. */
export function readQuestion(kept: unknown): Question | undefined {
	return questionSchema.safeParse(kept).data;
}
