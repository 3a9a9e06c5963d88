import { describe, expect, it } from '@jest/globals';

import { applyEvent } from '../../../core/ask/apply-event.ts';
import type { QuestionEvent } from '../../../core/ask/events.ts';
import { matchQuestions } from '../../../core/ask/match.ts';
import { checkAskOptions, type AskOptions } from '../../../core/ask/options.ts';
import { openQuestion, type Asked, type Question } from '../../../core/ask/question.ts';
import { isTapbackError, providerById, receiveAny, type ProviderId } from '../../../core/index.ts';
import { scenarioOf } from '../../contract/scenarios/index.mts';

/* What users of other projects reported, as it would arrive here. */

const ANA = '+12025550123';
const ASKED_AT = Date.parse('2026-11-27T11:50:00.000Z');
const NOON = Date.parse('2026-11-27T12:00:00.000Z');
const SECRET = 'a-secret-of-these-tests';
const EVERYTHING = { actions: [], reactions: [], actors: [], conversationIds: [], messageIds: [], lines: [], includeOwn: false };

/** As the provider delivers it. */
function received(provider: ProviderId, payload: object): QuestionEvent {
	const rawBody = Buffer.from(JSON.stringify(payload));
	const [{ sign }] = scenarioOf({ id: provider }).signing;
	const headers = sign(rawBody, { secret: SECRET, seconds: String(NOON / 1000), id: 'd1' });
	const options = { secrets: [SECRET], now: NOON, filter: EVERYTHING, textFallback: true, includeRaw: false, findsMessage: true };
	const found = receiveAny(providerById(provider), { headers, rawBody }, options);
	if (found.kind !== 'tapback') throw new Error(`It is read as ${JSON.stringify(found)}.`);
	return { type: 'tapback', event: found.event };
}

function sendblue(content: string, sentAt = '2026-11-27T11:59:00.000Z'): QuestionEvent {
	return received('sendblue', {
		...{ content, is_outbound: false, status: 'RECEIVED', message_handle: '5D1F6C0A-0000-4000-8000-0000000000AA' },
		...{ date_sent: sentAt, from_number: ANA, number: ANA, to_number: '+12025550199', sendblue_number: '+12025550199' },
		...{ media_url: '', message_type: 'message', group_id: '', participants: [], service: 'iMessage' },
	});
}

function tuco(timestamp: string, data: object): QuestionEvent {
	const about = { messageId: '6a0000000000000000000001', recipientPhone: ANA, isFromMe: false };
	return received('tuco', { event: 'message.reaction', timestamp, data: { ...about, ...data } });
}

const asked = (about: Partial<Asked>, options: AskOptions = {}) => openQuestion(checkAskOptions(options), about, ASKED_AT);
const quotable = (text: string) => asked({ conversationId: ANA, text }, { from: [ANA] });
const onTuco = (options: AskOptions = {}) => asked({ messageId: '6a0000000000000000000001' }, options);

/** What comes of a question by these events, as a host applies them that knows of no other question. */
function approvedAfter(question: Question, ...events: QuestionEvent[]): boolean | null | 'waits' {
	const open = events.reduce((known, event) => {
		const isOnlyMatch = matchQuestions([known], event).length === 1;
		return applyEvent(known, event.type === 'tapback' ? { ...event, isOnlyMatch } : event, NOON).question;
	}, question);
	return open.result === null ? 'waits' : open.result.approved;
}

describe('a tap on an older message with the same words', () => {
	// https://github.com/novuhq/novu/pull/11882
	it('answers no question that is asked a day later', () => {
		const text = 'Shall I send today’s report?';
		expect(approvedAfter(quotable(text), sendblue(`Liked “${text}”`, '2026-11-26T11:59:00.000Z'))).toBe('waits');
		expect(approvedAfter(quotable(text), sendblue(`Liked “${text}”`))).toBe(true);
	});
});

describe('a removal', () => {
	const liked = tuco('2026-11-27T11:59:00.000Z', { reaction: 'like' });
	const votes = (...events: QuestionEvent[]) =>
		events.reduce((known, event) => applyEvent(known, event, NOON).question, onTuco({ reconsiderMs: 60_000 })).decided;

	// https://github.com/mautrix/imessage/pull/209
	it('that doesn’t name what it removes takes the vote back', () => {
		expect(votes(liked)).not.toBeNull();
		expect(votes(liked, tuco('2026-11-27T11:59:20.000Z', { action: 'removed', reaction: '' }))).toBeNull();
	});

	// https://github.com/aaronashby/iv-sniped-bot/issues/8
	it.each(['removed', 'Removed', 'REMOVE', 'deleted', 'withdrawn'])('that is called %s is no yes', (action) => {
		const event = tuco('2026-11-27T11:59:30.000Z', { action, reaction: 'like' });
		expect(approvedAfter(onTuco(), event)).toBe('waits');
	});

	it.each(['removed', 'Removed', 'REMOVE'])('that is called %s takes the vote back', (action) => {
		expect(votes(liked, tuco('2026-11-27T11:59:30.000Z', { action, reaction: 'like' }))).toBeNull();
	});
});

describe('a list of people who may answer', () => {
	// https://github.com/carterlasalle/mac_messages_mcp/issues/51
	it.each(['(202) 555-0123', 'Ana', '+12025550123; +12025550124'])('with %s in it is refused before anybody is asked', (address) => {
		let refusal: unknown;
		try {
			checkAskOptions({ from: [address] });
		} catch (error) {
			refusal = error;
		}
		expect(isTapbackError(refusal) && [refusal.code, refusal.details.field]).toEqual(['INVALID_INPUT', 'from']);
	});
});

describe('a quote', () => {
	// https://github.com/quik-sms/quik/issues/630
	it('that is cut answers the one question that begins so', () => {
		const text =
			'Shall I pay the invoice 4711 of Example Ltd over 1,250.00 EUR for the maintenance of the heating in the house at 1 Example Street, due on the 1st of December? 👍 pays, 👎 leaves it';
		const quote = 'Shall I pay the invoice 4711 of Example Ltd over 1,250.00 EUR for the maintenance of the heating in…';
		expect(approvedAfter(quotable(text), sendblue(`Liked “${quote}”`))).toBe(true);
	});

	// https://github.com/quik-sms/quik/issues/152
	it.each([
		['Line one\r\nShall I?', 'Line one\nShall I?'],
		['Shall I book ✈️?', 'Shall I book ✈?'],
	])('that differs from %j in what nobody sees answers it', (question, quote) => {
		expect(approvedAfter(quotable(question), sendblue(`Liked “${quote}”`))).toBe(true);
	});
});

describe('the 👍 of the tapback menu', () => {
	// https://github.com/hlorus/CAD_Sketcher/issues/196
	it('is the 👍 of a list of one’s own', () => {
		expect(approvedAfter(onTuco({ yes: ['👍', '✅'] }), tuco('2026-11-27T11:59:00.000Z', { reaction: 'like' }))).toBe(true);
	});
});

describe('an id that was copied in capitals', () => {
	// https://github.com/openclaw/imsg/pull/267
	it('is the same message', () => {
		const event = tuco('2026-11-27T11:59:00.000Z', { reaction: 'like', messageId: '6a000000000000000000abcd' });
		expect(approvedAfter(asked({ messageId: '6A000000000000000000ABCD' }), event)).toBe(true);
	});
});
