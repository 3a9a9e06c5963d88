import { expect, it } from '@jest/globals';

import { docsProblems } from '../../scripts/release/docs.mts';
import { ROOT, readRepositoryFile, repositoryFiles } from './files.mts';

it('every link of the docs leads somewhere, and every command in them exists', () => {
	const { scripts }: { scripts: object } = JSON.parse(readRepositoryFile('package.json'));
	const files = repositoryFiles(/\.md$/);
	expect(files.length).toBeGreaterThan(20);
	expect(docsProblems({ root: ROOT, files, scripts: Object.keys(scripts) })).toEqual([]);
});
