import type { BotkitMessage } from 'botkit';

import type { AskResult } from '../../../../core/index.ts';
import { valueOf } from './asked.mts';
import type { Questions } from './open-questions.mts';

/** The answer that a message gives to the question of its conversation. */
export interface GivenAnswer {
	result: AskResult;
	value: string;
	/** Closes the question. */
	close(): Promise<void>;
}

const given = new WeakMap<object, GivenAnswer>();

/** The answer in a message, for the handler of the question. */
export function answerGivenBy(message: object): GivenAnswer | undefined {
	return given.get(message);
}

/** Makes a message the answer to a settled question: the dialog receives the answer's value as text. False if the question isn't settled. */
export function giveAnswer(message: BotkitMessage, key: string, questions: Questions): boolean {
	const stored = questions.get(key);
	if (!stored?.question.result) return false;
	const { result } = stored.question;
	const value = valueOf(stored, result);
	message.incoming_message.text = value;
	given.set(message, { result, value, close: async () => await questions.close(key) });
	return true;
}
