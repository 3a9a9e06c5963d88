import { z } from 'zod';

import { readQuestion, type Question } from '../../../../core/index.ts';
import type { Reference, Storage } from '../options/types.mts';
import { createStorageRing, type StorageRing } from './storage-ring.mts';

/** An open question, and the conversation in which it was asked, because Botkit doesn't store the address of a conversation. */
export interface StoredQuestion {
	reference: Partial<Reference>;
	question: Question;
	/** As in `Asked`. */
	isForAsked: boolean;
	acceptsTextOfOthers: boolean;
	answers: Record<string, string>;
}

/** Replaces a question that is over, so that a late answer counts in no process. */
export interface ClosedQuestion {
	isClosed: true;
}

export function isClosed(stored: StoredQuestion | ClosedQuestion | undefined): stored is ClosedQuestion {
	return stored !== undefined && 'isClosed' in stored;
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

/** The questions in the bot's storage, by their keys. */
export function createQuestionStore(
	providerId: string,
	storageOf: () => Storage | undefined,
): StorageRing<StoredQuestion | ClosedQuestion> {
	const schema = z.union([openSchema, closedSchema]);
	return createStorageRing({ name: `${providerId}/questions`, schema, mostPerShard: MOST_PER_SHARD, storageOf, isSpare: isClosed });
}
