import type { TapbackEvent } from '../../../../core/index.ts';
import type { References } from '../inbound/references.mts';
import type { Report } from '../lifecycle/report.mts';
import type { Reference } from '../options/types.mts';
import type { Questions } from './open-questions.mts';

/** The conversation whose question a tapback answers, also if another process asked it; `undefined` if it answers none. */
export type PlaceOfAnswer = (event: TapbackEvent) => Promise<Partial<Reference> | undefined>;

/** If the storage fails, the tapback answers no question, and is an event. */
export function createPlaceOfAnswer({
	questions,
	references,
	report,
}: {
	questions: Questions;
	references: References;
	report: Report;
}): PlaceOfAnswer {
	return async (event) => {
		const { messageId } = event;
		try {
			if (messageId !== null && !references.knows(messageId)) {
				const stored = await questions.recall(messageId);
				if (stored) references.remember(messageId, stored.reference);
			}
			const key = await questions.keyOf({ type: 'tapback', event });
			return key === undefined ? undefined : questions.get(key)?.reference;
		} catch (error) {
			report('The storage could not be asked whether a tapback answers a question', error);
			return undefined;
		}
	};
}
