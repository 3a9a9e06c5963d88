import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { applyEvent } from '../../../core/ask/apply-event.ts';
import { readTapbackEvent } from '../../../core/ask/events.ts';
import { readQuestion } from '../../../core/ask/question.ts';
import { NOON, asked } from '../../harness/core/asking.mts';
import { EVENT } from '../../harness/core/made-up-event.mts';

const { provider: _, service, line, provenance, message, replaced, ...ANSWERING } = EVENT;

describe('an event that was handed on', () => {
	it('is read as it was put out, without what doesn’t count', () => {
		expect(readTapbackEvent(JSON.parse(JSON.stringify(EVENT)))).toEqual(ANSWERING);
		expect(readTapbackEvent({ ...EVENT, raw: { secret: 1 }, approved: true })).toEqual(ANSWERING);
	});

	it('still says that it was on a picture, so that no question with those words is answered', () => {
		const target = { text: 'an image', candidates: [], isAttachment: true };
		expect(readTapbackEvent({ ...EVENT, messageId: null, target })).toMatchObject({ target });
	});

	it('may be of a kind that isn’t known here', () => {
		expect(readTapbackEvent({ ...EVENT, reaction: 'wave' })).toMatchObject({ reaction: 'wave' });
	});

	it.each(Object.keys(ANSWERING))('without %s is none', (field) => {
		const { [field]: __, ...rest }: Record<string, unknown> = { ...EVENT };
		expect(readTapbackEvent(rest)).toBeUndefined();
	});

	it.each<[string, object]>([
		['a time that is none', { occurredAt: 'yesterday' }],
		['an empty time', { receivedAt: '' }],
		['an action that is none', { action: 'toggled' }],
		['a part that is no number', { partIndex: '0' }],
		['a yes or no that is none', { isFromMe: 'false' }],
		['a target without a text', { target: { candidates: [] } }],
	])('with %s is none', (___, wrong) => expect(readTapbackEvent({ ...EVENT, ...wrong })).toBeUndefined());

	it.each([undefined, null, '', 'like', 7, [], [EVENT], {}])('is not %j', (value) => expect(readTapbackEvent(value)).toBeUndefined());

	it('leaves a question that can be kept, whatever it holds', () => {
		const strange = fc.record(
			{
				...{ eventId: fc.string(), action: fc.constantFrom('added', 'removed'), reaction: fc.string(), emoji: fc.option(fc.string()) },
				...{ partIndex: fc.option(fc.double()), actor: fc.option(fc.string()), occurredAt: fc.option(fc.string()), target: fc.anything() },
			},
			{ requiredKeys: [] },
		);
		fc.assert(
			fc.property(strange, (change) => {
				const event = readTapbackEvent(JSON.parse(JSON.stringify({ ...EVENT, ...change })));
				if (event === undefined) return;
				const { question } = applyEvent(asked({ other: 'end', reconsiderMs: 1000 }), { type: 'tapback', event }, NOON);
				expect(readQuestion(JSON.parse(JSON.stringify(question)))).toEqual(question);
			}),
		);
	});
});
