import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { NO_ANSWER_RESULT, type AskResult } from '../../../core';
import type { Failure } from '../../shared/errors/failure';
import type { WaitQuestion, WaitState } from '../state/wait-state';

type Asked = Pick<WaitState, 'provider' | 'isHumanReview' | 'questions'>;

/** One output item for each question, in the order of the input items. A question without a result has timed out. */
export function resultItems({ provider, isHumanReview, questions }: Asked): INodeExecutionData[] {
	return questions.map((one, item) => ({ json: resultOf(one, provider, isHumanReview), pairedItem: { item } }));
}

function resultOf(one: WaitQuestion, provider: string, isHumanReview: boolean): IDataObject {
	if (one.failure !== null) return failureJson(one.failure, isHumanReview);
	const { question, conversationId } = one;
	const result = question.result ?? NO_ANSWER_RESULT;
	const answer = { ...result, votes: result.votes.map((vote) => ({ ...vote })), provider, messageId: question.messageId, conversationId };
	return isHumanReview && result.approved !== true ? { ...answer, chatInput: sentenceForModel(result) } : answer;
}

function failureJson({ message, code }: Failure, isHumanReview: boolean): IDataObject {
	const error = { message, code };
	return isHumanReview ? { approved: null, error, chatInput: `Nobody decided on it, because of an error: ${message}` } : { error };
}

/** The sentence for an agent whose tool was not approved. n8n passes it on instead of its own. */
function sentenceForModel({ approved, text, timedOut }: AskResult): string {
	if (text !== null) return text;
	if (timedOut) return 'Nobody answered in time, so it was not approved.';
	return approved === false ? 'The answer was no.' : 'The answer was neither yes nor no, so it was not approved.';
}
