import { createHash } from 'node:crypto';

import { TapbackError, plainAddress, type Provider } from '../../core';
import type { OpenAsk } from './room';
import { ASKS, isWaitingUrl, markOf } from './waiting-url';

/* Where tapbacks only quote their target, two questions that read the same in one place can't be told apart. */

/** The questions of the items so far, by what they ask. */
export type Earlier = Map<string, OpenAsk[]>;

/** @throws TapbackError INVALID_INPUT for a question that an earlier item asks, too. */
export function requireApart({ name }: Provider, ask: OpenAsk, earlier: Earlier): void {
	const digest = digestOf(ask);
	const same = earlier.get(digest) ?? [];
	const isApart = !same.some((other) => mayShareAnswers(other, ask));
	earlier.set(digest, [...same, ask]);
	if (isApart) return;
	throw new TapbackError(
		'INVALID_INPUT',
		`An earlier item asks the same question in the same place, and ${name}’s tapbacks only quote what they are on: an answer could belong to either. Word them differently.`,
		{ field: 'message' },
	);
}

/** What stands in the URL of a wait, for other waits to see what is asked. */
export function quoteMark(asks: readonly OpenAsk[]): Record<string, string> {
	return { [ASKS]: asks.map(digestOf).join('.') };
}

/** @throws TapbackError INVALID_INPUT where one of the URLs that stand there is of a wait with one of the same questions. */
export function requireUnasked({ name }: Provider, standing: readonly string[], own: string): void {
	if (!standing.some((other) => other !== own && isWaitingUrl(other, own) && asksTheSame(other, own))) return;
	throw new TapbackError(
		'INVALID_INPUT',
		`The same question is open there already, and ${name}’s tapbacks only quote what they are on: an answer could belong to either. Word it otherwise, or wait until the first one is answered. Nothing was sent.`,
		{ field: 'message' },
	);
}

function asksTheSame(one: string, other: string): boolean {
	const asked = new Set(markOf(one, ASKS)?.split('.'));
	return (markOf(other, ASKS)?.split('.') ?? []).some((question) => asked.has(question));
}

/** Of what is asked and where, be it still to be sent or sent already. */
function digestOf({ message, question }: OpenAsk): string {
	const text = message?.text ?? question.text ?? '';
	const place = message ? message.conversationId || message.to : question.conversationId;
	const asked = [text.trim(), plainAddress(place ?? '')];
	return createHash('sha256').update(JSON.stringify(asked)).digest('hex').slice(0, 16);
}

function mayShareAnswers(one: OpenAsk, other: OpenAsk): boolean {
	const [mine, theirs] = [one.question.rules.from, other.question.rules.from];
	return typeof mine === 'string' || typeof theirs === 'string' || mine.some((person) => theirs.includes(person));
}
