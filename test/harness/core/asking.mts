import { applyEvent, type Applied } from '../../../core/ask/apply-event.ts';
import type { QuestionEvent } from '../../../core/ask/events.ts';
import type { AnsweringMessage, AnsweringTapback } from '../../../core/ask/events.ts';
import { checkAskOptions, type AskOptions } from '../../../core/ask/options.ts';
import { openQuestion, type Asked, type Question } from '../../../core/ask/question.ts';
import type { AskResult } from '../../../core/ask/result.ts';
import { isClassicReaction } from '../../../core/model/reaction.ts';
import { glyphOf } from '../../../core/model/reaction.ts';
import { EVENT } from './made-up-event.mts';

export const NOON = Date.parse('2026-01-01T12:00:00Z');
export const at = (seconds: number) => NOON + seconds * 1000;
const iso = (seconds: number) => new Date(at(seconds)).toISOString();

export const ANN = '+12025550101';
export const BOB = '+12025550102';
export const CID = 'cid@example.com';

/** Asked at noon. */
export const QUESTION: Asked = { messageId: 'm1', partIndex: null, conversationId: 'c1', text: 'Shall I book it?' };

export function asked(options: AskOptions = {}, more: Partial<Asked> = {}): Question {
	return openQuestion(checkAskOptions(options), { ...QUESTION, ...more }, NOON);
}

let count = 0;
const nextId = () => `e${(count += 1)}`;

/** So many seconds after noon: `tap(5, ANN, 'like')`, `tap(5, ANN, '🔥')`. */
export function tap(
	seconds: number,
	actor: string | null,
	word: string,
	more: Partial<AnsweringTapback> = {},
): QuestionEvent & { type: 'tapback' } {
	const kind = isClassicReaction(word) ? { reaction: word, emoji: glyphOf({ type: word }) } : { reaction: 'emoji' as const, emoji: word };
	const event = { ...EVENT, eventId: nextId(), ...kind, actor, messageId: 'm1', occurredAt: iso(seconds), receivedAt: iso(seconds) };
	return { type: 'tapback', event: { ...event, ...more } };
}

export function untap(
	seconds: number,
	actor: string,
	word: string,
	more: Partial<AnsweringTapback> = {},
): QuestionEvent & { type: 'tapback' } {
	return tap(seconds, actor, word, { action: 'removed', ...more });
}

export function write(
	seconds: number,
	actor: string,
	text: string,
	more: Partial<AnsweringMessage> = {},
): QuestionEvent & { type: 'message' } {
	const message = { eventId: nextId(), text, actor, isFromMe: false, conversationId: 'c1', replyTo: null };
	return { type: 'message', message: { ...message, occurredAt: iso(seconds), receivedAt: iso(seconds), ...more } };
}

/** Applies the events one after another, each at its own time. Between two events the question goes through JSON. */
export function after(question: Question, events: readonly QuestionEvent[]): Applied {
	let last: Applied = applyEvent(question, { type: 'tick' }, NOON);
	for (const event of events) {
		const kept: Question = JSON.parse(JSON.stringify(last.question));
		last = applyEvent(kept, event, timeOf(event));
	}
	return last;
}

export function tick(question: Question, seconds: number): Applied {
	return applyEvent(question, { type: 'tick' }, at(seconds));
}

/** The result, or `undefined` while it waits. */
export function resultOf({ state }: Applied): AskResult | undefined {
	return state.state === 'settled' ? state.result : undefined;
}

/** `yes`, `no`, `neither`, `time is up`, or `waits`. */
export function endOf(applied: Applied): string {
	const result = resultOf(applied);
	if (result === undefined) return 'waits';
	if (result.timedOut) return 'time is up';
	return result.approved === null ? 'neither' : result.approved ? 'yes' : 'no';
}

function timeOf(event: QuestionEvent): number {
	if (event.type === 'tick') throw new Error('A tick has no time of its own: use tick().');
	const heard = event.type === 'tapback' ? event.event : event.message;
	return Date.parse(heard.receivedAt);
}
