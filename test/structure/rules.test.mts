import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

import { readRepositoryFile, repositoryFiles } from './files.mts';

/** Folders of one machine: a home, the place of a checkout. `/home/node` is the one of n8n's container. */
const MACHINE_PATH =
	/(?<![\w.~-])(?:\/home\/(?!node\/)[\w.-]+\/|\/Users\/[\w.-]+\/|\/root\/|\/(?:work|tmp|srv|mnt)\/[\w.-]+|[A-Z]:\\+Users\\)/;

/** How people shared the work on a change: the repository says what is so, and why. */
const SHARED_WORK =
	/\bwork-?trees?\b|\bland\.sh\b|\bsub-?agents?\b|\bgit (?:rebase|stash|push)\b|\bsquashe[d]\b|\bhard sto[p]\b|\bissues? #?\d|\bdon['’]t commit this\b|(?:\/\/|\*|#) *(?:TODO|FIXME)\b/i;

/** What a visitor looks for first. Notes of all other kinds are in docs/. */
const AT_THE_ROOT = ['CHANGELOG.md', 'CONTRIBUTING.md', 'README.md', 'SECURITY.md'];

/** Calls that leave tests out: `it.skip`, `describe.only.each`, `xit`. */
function turnedOff(path: string, source: string): string[] {
	const found: string[] = [];
	const visit = (node: ts.Node): void => {
		const [first = '', ...others] = ts.isCallExpression(node) ? namesOf(node.expression) : [];
		const isMarked = ['it', 'test', 'describe'].includes(first) && others.some((name) => ['skip', 'only', 'failing'].includes(name));
		if (isMarked || /^[xf](?:it|test|describe)$/.test(first)) found.push([first, ...others].join('.'));
		node.forEachChild(visit);
	};
	visit(ts.createSourceFile(path, source, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS));
	return found;
}

function namesOf(node: ts.Node): string[] {
	if (ts.isIdentifier(node)) return [node.text];
	if (ts.isPropertyAccessExpression(node)) return [...namesOf(node.expression), node.name.text];
	if (ts.isCallExpression(node)) return namesOf(node.expression);
	return ts.isTaggedTemplateExpression(node) ? namesOf(node.tag) : [];
}

describe('the repository', () => {
	const texts = repositoryFiles(/./).filter((path) => !readRepositoryFile(path).includes('\0'));
	const withText = (forbidden: RegExp) => texts.filter((path) => forbidden.test(path) || forbidden.test(readRepositoryFile(path)));

	it('is searched whole: every text, whatever it is called', () => {
		expect(texts.length).toBeGreaterThan(1000);
		for (const path of ['README.md', 'LICENSE', '.ci/run', 'sandbox/page/index.html']) expect(texts).toContain(path);
		const left = repositoryFiles(/./).filter((path) => !texts.includes(path));
		expect(left.filter((path) => !/\.(?:png|ico|woff2)$/.test(path))).toEqual([]);
	});

	it('names no folder of the machine it was written on', () => expect(withText(MACHINE_PATH)).toEqual([]));

	it('doesn’t say how people shared the work', () => expect(withText(SHARED_WORK)).toEqual([]));

	it('has no note at its root but those that visitors look for', () => {
		expect(repositoryFiles(/^[^/]+\.(?:md|txt|rst|adoc)$/i)).toEqual(AT_THE_ROOT);
	});

	it('runs every test it has', () => {
		const tests = repositoryFiles(/\.test\.mts$/);
		expect(tests.length).toBeGreaterThan(20);
		expect(tests.flatMap((path) => turnedOff(path, readRepositoryFile(path)).map((call) => `${path}: ${call}`))).toEqual([]);
	});
});

describe('the rules see red at', () => {
	const here = (...parts: string[]) => parts.join('/');

	it.each([
		here('', 'home', 'sam', 'tapback'),
		here('in ', 'Users', 'sam', 'x'),
		here('(', 'root', 'x)'),
		['C:', 'Users', 'sam'].join('\\'),
		here('', 'work', 'shared'),
		here('in ', 'tmp', 'x'),
	])('the path %s', (text) => expect(text).toMatch(MACHINE_PATH));

	it.each([
		['branch `ask` is now on main (squa', 'shed)'].join(''),
		['run quickly, and land with land', 'sh'].join('.'),
		['Don’t commit', 'this file.'].join(' '),
		['git', 'rebase --onto main'].join(' '),
		['see issue', '12'].join(' #'),
		['in your work', 'tree'].join(''),
		['// TO', 'DO: later'].join(''),
	])('the note %s', (text) => expect(text).toMatch(SHARED_WORK));

	it.each([
		"it.skip('a', b)",
		"it.only('a', b)",
		"describe.skip('a', b)",
		"test.only('a', b)",
		"it.only.each([1])('a', b)",
		"it.concurrent.skip('a', b)",
		"xit('a', b)",
		"fit('a', b)",
		"it.failing('a', b)",
	])('%s', (source) => expect(turnedOff('a.test.mts', source)).not.toEqual([]));
});

describe('the rules see nothing wrong at', () => {
	it.each(['https://x.example/home/sam/', ['', 'home', 'node', '.n8n'].join('/'), './work/x', '~/x'])('the path %s', (text) => {
		expect(text).not.toMatch(MACHINE_PATH);
	});

	it.each(['https://github.com/n8n-io/n8n/issues/12', 'whatToDo', 'a tree of work', 'the issue is known', 'rebased'])(
		'the text %s',
		(text) => {
			expect(text).not.toMatch(SHARED_WORK);
		},
	);

	it.each(["it('skips it.skip(1)', b)", "it.each([1])('a', b)", 'list.skip(1)', '// it.only(a)'])('%s', (source) => {
		expect(turnedOff('a.test.mts', source)).toEqual([]);
	});
});
