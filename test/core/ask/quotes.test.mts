import { describe, expect, it } from '@jest/globals';

import { applyEvent } from '../../../core/ask/apply-event.ts';
import type { QuestionEvent } from '../../../core/ask/events.ts';
import { matchQuestions } from '../../../core/ask/match.ts';
import { ANN, BOB, CID, after, asked, at, tap, endOf, write } from '../../harness/core/asking.mts';

describe('a tapback that quotes the question', () => {
	const long = 'Shall I pay the invoice 4711 of Example Ltd over 1,250.00 EUR?';
	const quoting = (text: string, more: object = {}) => tap(5, ANN, 'like', { messageId: null, target: { text, candidates: [] }, ...more });
	const cut = quoting('Shall I pay the invoice 4711…');

	it.each([
		['Line one\r\nShall I?', 'Line one\nShall I?'],
		['Shall I book ✈️?', 'Shall I book ✈?'],
		['Don’t you?', "Don't you?"],
		['Here it is\uFFFC', 'Here it is'],
		['One\u00A0 two', 'One two'],
		['Cafe\u0301?', 'Café?'],
		['Bro\u00ADchure?', 'Brochure?'],
		['\u061CAsk\u180E me\u2063?', 'Ask me?'],
		['1–2 days – or more?', '1-2 days - or more?'],
		['Well… „now“?', 'Well... "now"?'],
	])('may differ from %j invisibly: %j', (question, quote) => {
		expect(endOf(after(asked({}, { text: question }), [quoting(quote)]))).toBe('yes');
	});

	const only = (event: ReturnType<typeof tap>): QuestionEvent => Object.assign({}, event, { isOnlyMatch: true });

	it('may be cut where the host knows of no other question that it fits', () => {
		const question = asked({}, { text: long });
		expect(endOf(after(question, [cut]))).toBe('waits');
		expect(endOf(after(question, [only(cut)]))).toBe('yes');
		expect(endOf(after(question, [only(quoting('Shall I…'))]))).toBe('waits');
	});

	it('that names a picture is on no question, also on one of the same words', () => {
		const target = { text: 'an image', candidates: [], isAttachment: true };
		expect(endOf(after(asked({}, { text: 'an image' }), [quoting('', { target })]))).toBe('waits');
	});

	it('that names another flag is on another message', () => {
		const [england, scotland] = ['gbeng', 'gbsct'].map(
			(place) => `🏴${[...place].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('')}\u{E007F}`,
		);
		expect(endOf(after(asked({}, { text: `Off to ${england}?` }), [quoting(`Off to ${scotland}?`)]))).toBe('waits');
	});

	it('fits the question of the person who tapped, where others were asked the same', () => {
		const [mine, theirs] = [asked({ from: [ANN] }), asked({ from: [BOB] }, { messageId: 'm2' })];
		expect(matchQuestions([theirs, mine], quoting('Shall I book it?'))).toEqual([1]);
		expect(matchQuestions([theirs, mine], quoting('Shall I book it?', { isFromMe: true }))).toEqual([]);
		expect(matchQuestions([theirs, mine], write(5, ANN, 'yes'))).toEqual([1]);
		expect(matchQuestions([theirs, mine], quoting('Shall I book it?', { actor: CID }))).toEqual([]);
	});

	it('is not read, and a text neither, by questions that were asked elsewhere', () => {
		const event = write(5, ANN, 'yes', { conversationId: 'c2' });
		const read: string[] = [];
		Object.defineProperty(event.message, 'text', { get: () => read[read.push('yes') - 1] });
		expect([endOf(applyEvent(asked(), event, at(5))), read]).toEqual(['waits', []]);
	});

	it('fits no question where it fits two', () => {
		const [one, other] = [asked({}, { text: long }), asked({}, { text: 'Shall I pay the invoice 4711 twice?' })];
		expect(matchQuestions([one, asked()], cut)).toEqual([0]);
		expect(matchQuestions([one, other], cut)).toEqual([]);
		expect(matchQuestions([one, other], tap(5, ANN, 'like'))).toEqual([0, 1]);
	});

	it('and a text fit no question where they fit two, unless the text replies to one', () => {
		const [one, other] = [asked(), asked({}, { messageId: 'm2', text: 'And this?' })];
		expect(matchQuestions([one, other], write(5, ANN, 'yes'))).toEqual([]);
		expect(matchQuestions([one, asked({ text: 'ignore' }, { messageId: 'm2' })], write(5, ANN, 'yes'))).toEqual([0]);
		expect(matchQuestions([one, other], write(5, ANN, 'yes', { replyTo: { messageId: 'm2', partIndex: null } }))).toEqual([1]);
	});

	it('from before the question, or from an unknown time, is no answer', () => {
		const question = asked({}, { text: long });
		expect(endOf(after(question, [quoting(long)]))).toBe('yes');
		expect(endOf(after(question, [quoting(long, { occurredAt: '2026-01-01T11:59:40.000Z' })]))).toBe('waits');
		expect(endOf(after(question, [quoting(long, { occurredAt: null })]))).toBe('waits');
	});

	it('and a text are found by an id in whatever case it is written', () => {
		const conversationId = 'ABCDEF11-2222-4333-8444-5555555555AC';
		const here = asked({}, { conversationId });
		expect(endOf(after(here, [write(5, ANN, 'yes', { conversationId: conversationId.toLowerCase() })]))).toBe('yes');
		expect(endOf(after(here, [quoting('Shall I book it?', { conversationId: conversationId.toLowerCase() })]))).toBe('yes');
		const question = asked({}, { messageId: 'ABCDEF11-2222-4333-8444-5555555555AB' });
		expect(endOf(after(question, [tap(5, ANN, 'like', { messageId: 'abcdef11-2222-4333-8444-5555555555ab' })]))).toBe('yes');
	});
});
