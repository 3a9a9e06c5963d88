import type { BotkitMessage } from 'botkit';

import type { AskResult } from '../../../../core/index.ts';
import { valueOf } from './asked.mts';
import type { Questions } from './open-questions.mts';

/** The answer that a message brings into a conversation. */
export interface GivenAnswer {
	result: AskResult;
	value: string;
	/** Forgets the question. */
	close(): Promise<void>;
}

const given = new WeakMap<object, GivenAnswer>();

/** What the handler of a question looks for. */
export function answerGivenBy(message: object): GivenAnswer | undefined {
	return given.get(message);
}

/** Lets a message answer a question that is settled: its value is what the dialog takes. False where it isn't settled. */
export function giveAnswer(message: BotkitMessage, key: string, questions: Questions): boolean {
	const kept = questions.get(key);
	if (!kept?.question.result) return false;
	const { result } = kept.question;
	const value = valueOf(kept, result);
	message.incoming_message.text = value;
	given.set(message, { result, value, close: async () => await questions.close(key) });
	return true;
}
