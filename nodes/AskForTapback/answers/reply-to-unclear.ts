import { clarification, sendMessage } from '../../../core';
import { connect } from '../../shared/calls/connection';
import { log } from '../../shared/errors/log';
import type { AnswerDesk } from './answer-desk';
import type { WaitQuestion } from '../state/wait-state';

/** Replies to an unclear text with how to answer. If that fails, it is logged, and the question stays open. */
export async function replyToUnclear({ context, provider }: AnswerDesk, one: WaitQuestion): Promise<void> {
	if (one.failure !== null || one.replyTo === null) return;
	try {
		const text = clarification(one.question.rules);
		await sendMessage(provider, { text, ...one.replyTo }, await connect(context, provider));
	} catch (error) {
		log(context, 'warn', `a text that was not understood could not be answered: ${String(error)}`);
	}
}
