import { createHash } from 'node:crypto';

import { TapbackError, plainAddress, plainQuote, type Provider } from '../../../core';
import type { QuestionPlan } from './question-plan';
import { openQuestionsOf, type WaitRow } from '../state/wait-state';

/* If tapbacks only quote their message, two open questions with the same text in one conversation can't be told apart. */

/** Query parameter in the URL of a run's own webhook: digests of its questions. */
export const ASKS = 'tapback-asks';

/** @throws TapbackError INVALID_INPUT if an earlier item asks the same question. */
export function requireDistinct({ name }: Provider, plan: QuestionPlan, earlier: readonly QuestionPlan[]): void {
	if (!earlier.some((other) => digestOf(other) === digestOf(plan) && mayShareAnswers(plan, other))) return;
	throw new TapbackError(
		'INVALID_INPUT',
		`An earlier item asks the same question in the same place, and ${name}’s tapbacks only quote their message: an answer could belong to either. Word them differently.`,
		{ field: 'message' },
	);
}

/**
 * `rows`: of the question table. `urls`: the webhooks of runs, which hold the digests of their questions.
 * @throws TapbackError INVALID_INPUT if the same question is open in a row or in a run
 */
export function requireUnasked(
	{ name }: Provider,
	plans: readonly QuestionPlan[],
	{ rows, urls, now }: { rows: readonly WaitRow[]; urls: readonly string[]; now: number },
): void {
	const inRows = rows
		.filter(({ status, state }) => status !== 'settled' && state.until > now)
		.flatMap(({ state }) => openQuestionsOf(state))
		.filter(({ question }) => question.result === null)
		.map(({ question }) => digest(question.text ?? '', question.conversationId ?? ''));
	const inUrls = urls.flatMap((url) => (URL.canParse(url) ? (new URL(url).searchParams.get(ASKS)?.split('.') ?? []) : []));
	const open = new Set([...inRows, ...inUrls]);
	if (!plans.some((plan) => open.has(digestOf(plan)))) return;
	throw new TapbackError(
		'INVALID_INPUT',
		`The same question is open there already, and ${name}’s tapbacks only quote their message: an answer could belong to either. Word it differently, or wait until the first one is answered. Nothing was sent.`,
		{ field: 'message' },
	);
}

/** The value of the query parameter: digests of the questions. */
export function asksMark(plans: readonly QuestionPlan[]): string {
	return plans.map(digestOf).join('.');
}

function digestOf({ question: { text, conversationId } }: QuestionPlan): string {
	return digest(text ?? '', conversationId ?? '');
}

function digest(text: string, place: string): string {
	return createHash('sha256')
		.update(JSON.stringify([plainQuote(text), plainAddress(place)]))
		.digest('hex')
		.slice(0, 16);
}

function mayShareAnswers(one: QuestionPlan, other: QuestionPlan): boolean {
	const [mine, theirs] = [one.question.rules.from, other.question.rules.from];
	return typeof mine === 'string' || typeof theirs === 'string' || mine.some((person) => theirs.includes(person));
}
