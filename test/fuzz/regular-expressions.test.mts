import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { checkSync } from 'recheck';

import { readRepositoryFile, repositoryFiles } from '../structure/files.mts';
import { regularExpressionsIn } from './regular-expressions.mts';

/*
 * recheck decides by automata whether a regular expression can take more than linear time. What automata can't express, such as a
 * look around, is not proven, and so not allowed. Its backend in JavaScript is the same on every machine.
 */

let check: typeof checkSync;
beforeAll(async () => {
	process.env.RECHECK_BACKEND = 'pure';
	({ checkSync: check } = await import('recheck'));
});
afterAll(() => {
	delete process.env.RECHECK_BACKEND;
});

const diagnose = ({ source, flags }: RegExp) => check(source, flags, { checker: 'automaton', timeout: null });

const found = repositoryFiles(/^core\/.*\.ts$/).flatMap((path) => regularExpressionsIn(path, readRepositoryFile(path)));
const distinct = [...new Map(found.map((each) => [String(each.expression), each])).values()];

describe('core', () => {
	it('is searched whole', () => expect(distinct.length).toBeGreaterThan(60));

	it.each(distinct)('takes time in proportion to the text for $expression ($path:$line)', ({ expression }) => {
		expect(diagnose(expression)).toMatchObject({ status: 'safe' });
	});
});

describe('the check sees red at', () => {
	it.each([/(a+)+$/, /^(?:\w|\d)+$/, /^(?:[a-z]+\s?)*$/, /\/+$/, /\S+$/, /\s*,\s*x/, /a.*b/i, /^https?:\/\/[^\s/?#]+[^\s?#]*$/, /".*"x/])(
		'%s',
		(expression) => expect(diagnose(expression)).toMatchObject({ status: 'vulnerable' }),
	);

	it('one that is put together', () => {
		expect(() => regularExpressionsIn('a.ts', 'const a = new RegExp(text)')).toThrow('a.ts:1 builds a regular expression');
	});
});
