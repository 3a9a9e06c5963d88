import type { INodeExecutionData } from 'n8n-workflow';

import type { AskResult } from '../../core';
import type { Ask, Failure, Room } from './room';

/** What came of each question, in the order of the items. */
export function resultsOf(room: Room): INodeExecutionData[] {
	return room.asks.map((ask, item) => ({ json: resultOf(room, ask), pairedItem: { item } }));
}

function resultOf({ provider, isGate }: Room, ask: Ask): INodeExecutionData['json'] {
	if (ask.failure !== null) return failed(ask.failure, isGate);
	const { question, conversationId } = ask;
	const { result, messageId } = question;
	// Another item failed, and the run with it.
	if (result === null) return { approved: null, timedOut: false, provider, messageId, conversationId };
	const answer = { ...result, votes: result.votes.map((vote) => ({ ...vote })), provider, messageId, conversationId };
	return isGate && result.approved !== true ? { ...answer, chatInput: toModel(result) } : answer;
}

function failed(failure: Failure, isGate: boolean): INodeExecutionData['json'] {
	const error = { ...failure };
	return isGate ? { approved: null, error, chatInput: `Nobody decided on it, because of an error: ${failure.message}` } : { error };
}

/** What n8n tells an agent whose tool was not approved, in place of a sentence of its own. */
function toModel({ approved, text, timedOut }: AskResult): string {
	if (text !== null) return text;
	if (timedOut) return 'Nobody answered in time, so it was not approved.';
	return approved === false ? 'The answer was no.' : 'The answer was neither yes nor no, so it was not approved.';
}
