import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { advance } from '../../core/ask/advance.ts';
import { readHeardTapback } from '../../core/ask/heard.ts';
import { readQuestion } from '../../core/ask/question.ts';
import { NOON, asked } from './asking.mts';
import { EVENT } from './made-up-event.mts';

const { provider: _, service, line, provenance, replaced, ...HEARD } = EVENT;

describe('an event that was handed on', () => {
	it('is read as it was put out, without what doesn’t count', () => {
		expect(readHeardTapback(JSON.parse(JSON.stringify(EVENT)))).toEqual(HEARD);
		expect(readHeardTapback({ ...EVENT, raw: { secret: 1 }, approved: true })).toEqual(HEARD);
	});

	it('may be of a kind that isn’t known here', () => {
		expect(readHeardTapback({ ...EVENT, reaction: 'wave' })).toMatchObject({ reaction: 'wave' });
	});

	it.each(Object.keys(HEARD))('without %s is none', (field) => {
		const { [field]: __, ...rest }: Record<string, unknown> = { ...EVENT };
		expect(readHeardTapback(rest)).toBeUndefined();
	});

	it.each<[string, object]>([
		['a time that is none', { occurredAt: 'yesterday' }],
		['an empty time', { receivedAt: '' }],
		['an action that is none', { action: 'toggled' }],
		['a part that is no number', { partIndex: '0' }],
		['a yes or no that is none', { isFromMe: 'false' }],
		['a target without a text', { target: { candidates: [] } }],
	])('with %s is none', (___, wrong) => expect(readHeardTapback({ ...EVENT, ...wrong })).toBeUndefined());

	it.each([undefined, null, '', 'like', 7, [], [EVENT], {}])('is not %j', (value) => expect(readHeardTapback(value)).toBeUndefined());

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
				const event = readHeardTapback(JSON.parse(JSON.stringify({ ...EVENT, ...change })));
				if (event === undefined) return;
				const { question } = advance(asked({ other: 'end', windowMs: 1000 }), { type: 'tapback', event }, NOON);
				expect(readQuestion(JSON.parse(JSON.stringify(question)))).toEqual(question);
			}),
		);
	});
});
