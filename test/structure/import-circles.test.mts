import { describe, expect, it } from '@jest/globals';

import { readRepositoryFile, repositoryFiles } from './files.mts';
import { findCircles } from './import-circles.mts';

const circlesOf = (sources: Record<string, string>) => findCircles(Object.entries(sources).map(([path, source]) => ({ path, source })));

describe('the imports of the repository', () => {
	it('go in no circle', () => {
		const files = repositoryFiles(/\.(?:m?ts|tsx)$/).map((path) => ({ path, source: readRepositoryFile(path) }));
		expect(files.length).toBeGreaterThan(500);
		expect(findCircles(files)).toEqual([]);
	});
});

describe('the search for circles', () => {
	it('finds two files that import each other', () => {
		expect(circlesOf({ 'a/x.ts': "import { y } from './y'", 'a/y.ts': "import { x } from './x'" })).toEqual([['a/x.ts', 'a/y.ts']]);
	});

	it('finds one over several files and kinds of file', () => {
		const sources = {
			'a.mts': "export { b } from './b.tsx'",
			'b.tsx': "import type { C } from './c'",
			'c/index.ts': "const a = async () => await import('../a.mts')",
		};
		expect(circlesOf(sources)).toEqual([['a.mts', 'b.tsx', 'c/index.ts']]);
	});

	it('finds a file that imports itself', () => {
		expect(circlesOf({ 'a.ts': "import { a } from './a'" })).toEqual([['a.ts']]);
	});

	it('finds nothing where two paths lead to the same file', () => {
		expect(circlesOf({ 'a.ts': "import './b'; import './c'", 'b.ts': "import './c'", 'c.ts': "import 'zod'" })).toEqual([]);
	});
});
