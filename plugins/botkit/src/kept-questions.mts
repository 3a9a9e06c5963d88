import { z } from 'zod';

import { readQuestion, type Question } from '../../../core/index.ts';
import type { Reference, Storage } from './option-types.mts';
import { createStorageRing, type StorageRing } from './storage-ring.mts';

/** An open question, and where it was asked: Botkit keeps the conversation, not its place. */
export interface KeptQuestion {
	reference: Partial<Reference>;
	question: Question;
	isForAsked: boolean;
	hearsOthers: boolean;
	answers: Record<string, string>;
}

const MOST_PER_SHARD = 50;

const keptSchema: z.ZodType<KeptQuestion> = z.object({
	reference: z.custom<Partial<Reference>>((value) => typeof value === 'object' && value !== null),
	question: z.custom<Question>((value) => readQuestion(value) !== undefined),
	isForAsked: z.boolean(),
	hearsOthers: z.boolean(),
	answers: z.record(z.string(), z.string()),
});

/** In the bot's storage, by a key of their own. */
export function createKeptQuestions(providerId: string, storageOf: () => Storage | undefined): StorageRing<KeptQuestion> {
	return createStorageRing({ name: `${providerId}/questions`, schema: keptSchema, mostPerShard: MOST_PER_SHARD, storageOf });
}
