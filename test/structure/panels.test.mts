import { describe, expect, it } from '@jest/globals';

import { readRepositoryFile, repositoryFiles } from './files.mts';

const IMPORTS_PANEL = /from '[^']*\bpanel\/[^']*'|from '\.\/panel[^']*'/;

const mayImportPanels = (path: string) => path.includes('/panel/') || path.endsWith('.node.ts');

describe('a panel folder', () => {
	const files = repositoryFiles(/^nodes\/.*\.ts$/);

	it('is imported only by descriptions, because the build leaves it out of the code that runs', () => {
		const importers = files.filter((path) => IMPORTS_PANEL.test(readRepositoryFile(path)));
		expect(importers.length).toBeGreaterThan(2);
		expect(importers.filter((path) => !mayImportPanels(path))).toEqual([]);
	});
});
