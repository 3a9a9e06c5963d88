import { z } from 'zod';

import type { Reference, Storage } from './option-types.mts';
import { questionSchema, type Question } from './questions.mts';
import { createStorageRing, type StorageRing } from './storage-ring.mts';

export interface KeptQuestion {
	reference: Partial<Reference>;
	question: Question;
	/** When its time is up, in milliseconds since 1970. */
	dueAt?: number;
}

const MOST_PER_SHARD = 50;

const keptSchema: z.ZodType<KeptQuestion> = z.object({
	reference: z.custom<Partial<Reference>>((value) => typeof value === 'object' && value !== null),
	question: questionSchema,
	dueAt: z.number().optional(),
});

/**
 * Where a question was asked, by the id of its message, for a tapback that comes after a restart: Botkit keeps the
 * conversation, not its place.
 */
export function createKeptQuestions(providerId: string, storageOf: () => Storage | undefined): StorageRing<KeptQuestion> {
	return createStorageRing({ name: `${providerId}/questions`, schema: keptSchema, mostPerShard: MOST_PER_SHARD, storageOf });
}
