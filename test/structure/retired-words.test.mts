import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

import { readRepositoryFile, repositoryFiles } from './files.mts';
import { RETIRED } from './retired-words.mts';

/** Every retired name among the identifiers of a file, with the name to use. */
function retiredIn(path: string, source: string): string[] {
	const found = new Set<string>();
	const visit = (node: ts.Node): void => {
		const better = ts.isIdentifier(node) ? RETIRED.get(node.text) : undefined;
		if (better !== undefined && ts.isIdentifier(node)) found.add(`${path}: ${node.text} is ${better}`);
		node.forEachChild(visit);
	};
	visit(ts.createSourceFile(path, source, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS));
	return [...found];
}

describe('retired words', () => {
	it('name nothing in core, the nodes and the plugins', () => {
		const files = repositoryFiles(/^(?:core|nodes|credentials|plugins\/\w+\/src)\/.*\.m?ts$/);
		expect(files.length).toBeGreaterThan(150);
		expect(files.flatMap((path) => retiredIn(path, readRepositoryFile(path)))).toEqual([]);
	});

	it('are all in the glossary', () => {
		const glossary = readRepositoryFile('docs/glossary.md');
		expect([...RETIRED].filter(([retired, better]) => !glossary.includes(`| ${retired} | ${better} |`))).toEqual([]);
	});

	it('are seen in a type, and not in a text', () => {
		expect(retiredIn('core/a.ts', "const a: Standing = 'Bubble'; // Slot")).toEqual(['core/a.ts: Standing is ToggleState']);
	});
});
