import { z } from 'zod';

import { readQuestion, type Question } from '../../../../core/index.ts';
import type { Reference, Storage } from '../options/types.mts';
import { createStorageRing, type StorageRing } from './storage-ring.mts';

/** An open question, and where it was asked: Botkit keeps the conversation, not its place. */
export interface StoredQuestion {
	reference: Partial<Reference>;
	question: Question;
	isForAsked: boolean;
	acceptsTextOfOthers: boolean;
	answers: Record<string, string>;
}

/** Stands where a question stood that is over: whoever is late with an answer, in any process, finds it answered. */
export interface ClosedQuestion {
	isClosed: true;
}

export function isClosed(kept: StoredQuestion | ClosedQuestion | undefined): kept is ClosedQuestion {
	return kept !== undefined && 'isClosed' in kept;
}

const MOST_PER_SHARD = 50;

const closedSchema: z.ZodType<ClosedQuestion> = z.object({ isClosed: z.literal(true) });

const openSchema: z.ZodType<StoredQuestion> = z.object({
	reference: z.custom<Partial<Reference>>((value) => typeof value === 'object' && value !== null),
	question: z.custom<Question>((value) => readQuestion(value) !== undefined),
	isForAsked: z.boolean(),
	acceptsTextOfOthers: z.boolean(),
	answers: z.record(z.string(), z.string()),
});

/** In the bot's storage, by a key of their own. */
export function createQuestionStore(
	providerId: string,
	storageOf: () => Storage | undefined,
): StorageRing<StoredQuestion | ClosedQuestion> {
	const schema = z.union([openSchema, closedSchema]);
	return createStorageRing({ name: `${providerId}/questions`, schema, mostPerShard: MOST_PER_SHARD, storageOf, isSpare: isClosed });
}
