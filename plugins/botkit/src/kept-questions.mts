import { createHash } from 'node:crypto';

import { z } from 'zod';

import type { Reference, Storage } from './option-types.mts';
import { questionSchema, type Question } from './questions.mts';

/** Where a question was asked, for a tapback that comes after a restart: Botkit keeps the conversation, not its place. */
export interface KeptQuestions {
	keep(messageId: string, kept: KeptQuestion): Promise<void>;
	find(messageId: string): Promise<KeptQuestion | undefined>;
}

export interface KeptQuestion {
	reference: Partial<Reference>;
	question: Question;
}

const SHARDS = 32;
const MOST_PER_SHARD = 50;
const ATTEMPTS = 5;

const shardSchema = z
	.object({
		asked: z.array(
			z.object({
				messageId: z.string(),
				reference: z.custom<Partial<Reference>>((value) => typeof value === 'object' && value !== null),
				question: questionSchema,
			}),
		),
		eTag: z.string().optional().catch(undefined),
	})
	.catch({ asked: [] });

/** Without a storage nothing is kept. The newest of each shard stay. */
export function createKeptQuestions(providerId: string, storageOf: () => Storage | undefined): KeptQuestions {
	const keyOf = (messageId: string) =>
		`tapback/${providerId}/questions/${(createHash('sha256').update(messageId).digest()[0] ?? 0) % SHARDS}`;

	async function readShard(storage: Storage, key: string): Promise<z.output<typeof shardSchema>> {
		const items: Record<string, unknown> = await storage.read([key]);
		return shardSchema.parse(items[key]);
	}

	return {
		async keep(messageId, { reference, question }) {
			const storage = storageOf();
			if (storage === undefined) return;
			const key = keyOf(messageId);
			for (let attempt = 1; ; attempt += 1) {
				const { asked, eTag } = await readShard(storage, key);
				const ring = [...asked, { messageId, reference, question }].slice(-MOST_PER_SHARD);
				try {
					return await storage.write({ [key]: { asked: ring, ...(eTag === undefined ? {} : { eTag }) } });
				} catch (error) {
					if (attempt === ATTEMPTS) throw error;
				}
			}
		},
		async find(messageId) {
			const storage = storageOf();
			const { asked } = storage ? await readShard(storage, keyOf(messageId)) : { asked: [] };
			return asked.findLast((one) => one.messageId === messageId);
		},
	};
}
