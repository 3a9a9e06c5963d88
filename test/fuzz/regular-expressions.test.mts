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

/** Put together from the names of our own fields, and applied to our own sentences. */
const OWN_WORDS = /\/own-words\.mts$/;

/** What reads texts of strangers: of providers, of people, of other processes. */
const sources = repositoryFiles(/^(?:core|nodes|plugins\/[^/]+\/src|sandbox\/src)\/.*\.m?ts$/).filter((path) => !OWN_WORDS.test(path));
const found = sources.flatMap((path) => regularExpressionsIn(path, readRepositoryFile(path)));
const distinct = [...new Map(found.map((each) => [String(each.expression), each])).values()];

describe('what reads texts of strangers', () => {
	it.each(['core/', 'nodes/', 'plugins/', 'sandbox/'])('is searched whole: %s', (folder) => {
		expect(sources.filter((path) => path.startsWith(folder)).length).toBeGreaterThan(20);
		expect(found.filter(({ path }) => path.startsWith(folder)).length).toBeGreaterThan(5);
	});

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
