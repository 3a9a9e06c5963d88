import { createHash, randomUUID } from 'node:crypto';

import { TapbackError, openQuestion, plainAddress, sendMessage, type Connection, type MessageResult, type Provider } from '../../core';
import { failureOf } from './failure';
import type { Ask, OpenAsk, Outgoing, Room } from './room';
import { quotesTarget } from './quotes-target';

const MOST_REMEMBERED = 10_000;

/** What was sent, by the run that asks: n8n's Retry On Fail runs the whole node again, and nobody is asked twice. */
const sent = new Map<string, MessageResult>();

/** Executions of another n8n, or of one whose database is new, may have the same ids. */
let processId: string | undefined;

/** Sends what is still to be sent, one question after the other, and starts their time. */
export async function sendQuestions(provider: Provider, room: Room, connection: Connection): Promise<Room> {
	const asks: Ask[] = [];
	for (const [index, ask] of room.asks.entries()) {
		const isBroken = !room.goesOn && asks.some(({ failure }) => failure !== null);
		const tried = isBroken ? ask : await sendOne(provider, ask, { turn: `${room.key}/${index}`, connection });
		asks.push(room.goesOn ? tried : withUnheard(tried, index));
	}
	return { ...room, asks };
}

/** With one question the whole run fails: those that were asked before it are heard no more. */
function withUnheard(ask: Ask, before: number): Ask {
	if (ask.failure === null || before === 0) return ask;
	const were = before === 1 ? 'The question before it was' : `The ${before} questions before it were`;
	const message = `${ask.failure.message} ${were} sent, and nobody waits for the answer: with On Error set to continue, the others are waited for.`;
	return { failure: { ...ask.failure, message } };
}

async function sendOne(provider: Provider, ask: Ask, how: { turn: string; connection: Connection }): Promise<Ask> {
	if (ask.failure !== null || ask.message === null) return ask;
	try {
		const key = keyOf(how.turn, ask.message);
		const result = sent.get(key) ?? (await sendMessage(provider, inputOf(ask.message, key), connectionFor(ask.message, how.connection)));
		remember(key, result);
		return asked(provider, ask, ask.message, result, how.connection.now());
	} catch (error) {
		return { failure: failureOf(error) };
	}
}

function asked(provider: Provider, ask: OpenAsk, message: Outgoing, result: MessageResult, now: number): OpenAsk {
	const { outcome, messageId, reason } = result;
	if (outcome === 'unknown') throw new TapbackError('NO_ANSWER', reason ?? `${provider.name} gave no answer to the question.`);
	const isQuoted = quotesTarget(provider);
	if (messageId === null && !isQuoted) {
		const why = reason ?? `${provider.name} didn’t say which message the question is.`;
		throw new TapbackError('BAD_ANSWER', `${why} So nobody can wait for a tapback on it.`);
	}
	const conversationId = result.conversationId ?? (message.conversationId || null);
	const where = conversationId ?? (message.to === '' ? null : plainAddress(message.to));
	const { rules, partIndex } = ask.question;
	const question = openQuestion(rules, { messageId, partIndex, conversationId: where, text: isQuoted ? message.text : null }, now);
	return { failure: null, message: null, question, conversationId };
}

/** Another question is never taken for one that was sent, whatever the run that asks is called. */
function keyOf(turn: string, message: Outgoing): string {
	processId ??= randomUUID();
	return createHash('sha256')
		.update(JSON.stringify([processId, turn, message]))
		.digest('hex');
}

function inputOf({ text, to, conversationId, line }: Outgoing, key: string) {
	return { text, to, conversationId, line, key };
}

function connectionFor({ timeoutMs }: Outgoing, connection: Connection): Connection {
	return timeoutMs === null ? connection : { ...connection, timeoutMs };
}

function remember(key: string, result: MessageResult): void {
	const [oldest] = sent.keys();
	if (sent.size >= MOST_REMEMBERED && oldest !== undefined) sent.delete(oldest);
	sent.set(key, result);
}
