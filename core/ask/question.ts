import { z } from 'zod';

import type { TapbackHistory } from '../state/tapback-history';
import { lazily } from '../providers/schema';
import type { ReactionName } from '../model/reaction';
import { rulesSchema, type AskRules } from './rules';
import { resultSchema, type AskResult } from './result';

/** A question with everything that is known of its answers. Plain JSON: a host can store it, and read it with `readQuestion`. */
export interface Question extends Asked {
	rules: AskRules;
	/** When it was asked, in milliseconds since 1970. */
	askedAt: number;
	/** When it ends, in milliseconds since 1970; `null` if it never ends. */
	dueAt: number | null;
	/** Tapbacks on its message. */
	taps: readonly Tap[];
	/** Texts that answer it. */
	replies: readonly Reply[];
	/** The current decision: `as` identifies its choice and votes, `since` is when it was reached, in milliseconds since 1970. */
	decided: { as: string; since: number } | null;
	/** When `applyEvent` reported an unclear text, in milliseconds since 1970; `null` if it didn't. */
	clarifiedAt: number | null;
	/** Set once the question is settled. It never changes afterwards. */
	result: AskResult | null;
}

/** The message that asks. */
export interface Asked {
	messageId: string | null;
	/** The part of the message that asks; `null` if tapbacks on all parts count. */
	partIndex: number | null;
	/** The conversation. Texts in other conversations are no answers. `null` if it isn't known: then only inline replies can answer. */
	conversationId: string | null;
	/** The text of the message, for tapbacks that only quote it. Omit it if another open question has the same text. */
	text: string | null;
}

/** The tapbacks of one person on one part of the message. */
export interface Tap extends TapbackHistory {
	actor: string;
	partIndex: number;
}

/** The newest text of one person that answers the question. */
export interface Reply {
	actor: string;
	eventId: string;
	text: string;
	/** Milliseconds since 1970. */
	at: number;
}

/** Creates a question without answers. `now` is in milliseconds since 1970. */
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
	const value = { reaction: z.custom<ReactionName>((value) => typeof value === 'string'), emoji: z.string().nullable() };
	const change = z.object({ ...value, eventId: z.string(), action: z.enum(['added', 'removed']), at: z.number() });
	const tap = z.object({
		actor: z.string(),
		partIndex: z.number(),
		start: z.object(value).optional(),
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

/** Reads a question that was stored as JSON; `undefined` for anything else. */
export function readQuestion(stored: unknown): Question | undefined {
	return questionSchema.safeParse(stored).data;
}
