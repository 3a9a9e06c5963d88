import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

import { readRepositoryFile, repositoryFiles } from './files.mts';

/** Folders of one machine: a home, the place of a checkout. `/home/node` is the one of n8n's container. */
const MACHINE_PATH = /(?<![\w.~-])(?:\/home\/(?!node\/)[\w.-]+\/|\/Users\/[\w.-]+\/|\/root\/|[A-Z]:\\+Users\\)/;

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
	it('names no folder of the machine it was written on', () => {
		const texts = repositoryFiles(/\.(?:m?[jt]s|json|md|svg|ya?ml|sh|txt|html)$|^[^.]+$|^\.[^/]+$/);
		expect(texts.length).toBeGreaterThan(50);
		expect(texts.filter((path) => MACHINE_PATH.test(readRepositoryFile(path)))).toEqual([]);
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
	])('the path %s', (text) => expect(text).toMatch(MACHINE_PATH));

	it.each(['https://x.example/home/sam/', here('', 'home', 'node', '.n8n'), './work/x', '~/x'])('not the path %s', (text) => {
		expect(text).not.toMatch(MACHINE_PATH);
	});

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

	it.each(["it('skips it.skip(1)', b)", "it.each([1])('a', b)", 'list.skip(1)', '// it.only(a)'])('not %s', (source) => {
		expect(turnedOff('a.test.mts', source)).toEqual([]);
	});
});
