import { expect, it } from '@jest/globals';

import { docsProblems } from '../../scripts/release/docs.mts';
import { ROOT, readRepositoryFile, repositoryFiles } from './files.mts';

const repository = repositoryFiles(/./);

it('every link of the docs leads somewhere, and every command and file that they name exists', () => {
	const { scripts }: { scripts: object } = JSON.parse(readRepositoryFile('package.json'));
	const files = repository.filter((path) => path.endsWith('.md'));
	expect(files.length).toBeGreaterThan(20);
	expect(docsProblems({ root: ROOT, files, scripts: Object.keys(scripts), repository })).toEqual([]);
});

it('every address of a file in this repository is that of a file', () => {
	const readers = repositoryFiles(/\.(?:m?ts|tsx|md|json|ya?ml)$/).filter((path) => !path.startsWith('test/'));
	const named = readers.flatMap((path) =>
		[...readRepositoryFile(path).matchAll(/n8n-nodes-tapback\/(?:blob|tree)\/main\/([\w./-]*\w)/g)].map(([, file = '']) => file),
	);
	expect(new Set(named).size).toBeGreaterThan(8);
	expect(named.filter((name) => !repository.some((path) => path === name || path.startsWith(`${name}/`)))).toEqual([]);
});
