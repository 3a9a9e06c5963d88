import { createHash } from 'node:crypto';

import { TapbackError, plainAddress, type Provider } from '../../../core';
import type { QuestionPlan } from './question-plan';
import { openQuestionsOf, type WaitRow } from '../state/wait-state';

/* Where tapbacks only quote their message, two questions with the same text in one place can't be told apart. */

/** In the URL of a run's own webhook: digests of its questions. */
export const ASKS = 'tapback-asks';

/** @throws TapbackError INVALID_INPUT for a question that an earlier item asks, too. */
export function requireDistinct({ name }: Provider, plan: QuestionPlan, earlier: readonly QuestionPlan[]): void {
	if (!earlier.some((other) => digestOf(other) === digestOf(plan) && mayShareAnswers(plan, other))) return;
	throw new TapbackError(
		'INVALID_INPUT',
		`An earlier item asks the same question in the same place, and ${name}’s tapbacks only quote their message: an answer could belong to either. Word them differently.`,
		{ field: 'message' },
	);
}

/**
 * @throws TapbackError INVALID_INPUT where one of the rows, or of the runs that have these webhook URLs, has the same
 * question open.
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

/** What stands in the URL of a run's own webhook. */
export function asksMark(plans: readonly QuestionPlan[]): string {
	return plans.map(digestOf).join('.');
}

function digestOf({ question: { text, conversationId } }: QuestionPlan): string {
	return digest(text ?? '', conversationId ?? '');
}

function digest(text: string, place: string): string {
	return createHash('sha256')
		.update(JSON.stringify([text.trim(), plainAddress(place)]))
		.digest('hex')
		.slice(0, 16);
}

function mayShareAnswers(one: QuestionPlan, other: QuestionPlan): boolean {
	const [mine, theirs] = [one.question.rules.from, other.question.rules.from];
	return typeof mine === 'string' || typeof theirs === 'string' || mine.some((person) => theirs.includes(person));
}
