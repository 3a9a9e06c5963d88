import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { providerById, type AskResult } from '../../core';
import { closeHook } from './hook';
import { afterTurn } from './listen';
import type { Ask, Room } from './room';

/** Takes the webhook away, and gives what came of each question, in their order. */
export async function close(context: IExecuteFunctions, room: Room): Promise<INodeExecutionData[][]> {
	await afterTurn(room);
	await closeHook(context, providerById(room.provider), room);
	return [room.asks.map((ask, item) => ({ json: resultOf(room, ask), pairedItem: { item } }))];
}

function resultOf({ provider, isGate }: Room, ask: Ask): INodeExecutionData['json'] {
	if (ask.failure !== null) return { error: { ...ask.failure } };
	const { question, conversationId } = ask;
	const { result, messageId } = question;
	if (result === null) return { error: { message: 'The question was not settled.', code: null } };
	const answer = { ...result, votes: result.votes.map((vote) => ({ ...vote })), provider, messageId, conversationId };
	return isGate && result.approved !== true ? { ...answer, chatInput: toModel(result) } : answer;
}

/** What n8n tells an agent whose tool was not approved, in place of a sentence of its own. */
function toModel({ approved, text, timedOut }: AskResult): string {
	if (text !== null) return text;
	if (timedOut) return 'Nobody answered in time, so it was not approved.';
	return approved === false ? 'The answer was no.' : 'The answer was neither yes nor no, so it was not approved.';
}
