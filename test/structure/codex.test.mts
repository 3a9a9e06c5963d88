import { describe, expect, it } from '@jest/globals';

import { PROVIDERS } from '../../core/providers/registry.ts';
import { CODEX_FILES, codexSource } from '../../scripts/codex-source.mts';
import { readRepositoryFile, repositoryFiles } from './files.mts';

/*
 * The codex files are the one place under nodes/ that names vendors: n8n's search reads them from there.
 * The rule against it is about code, and these are written from the registry.
 */
describe('the codex files', () => {
	it('are one for each node, and no other', () => {
		const nodes = repositoryFiles(/^nodes\/.+\.node\.ts$/).map((path) => path.replace(/\.ts$/, '.json'));
		expect(repositoryFiles(/^nodes\/.+\.json$/)).toEqual(nodes);
		expect(CODEX_FILES.map(({ path }) => path)).toEqual(nodes);
	});

	it.each(CODEX_FILES.map((file) => [file.path, file] as const))('%s is what is generated (if not: npm run generate)', (path, file) => {
		expect(readRepositoryFile(path)).toBe(codexSource(file));
	});

	it.each(CODEX_FILES)('let $nodeType be found by the name of each provider', (file) => {
		const { alias }: { alias: string[] } = JSON.parse(codexSource(file));
		expect(alias).toEqual(expect.arrayContaining(PROVIDERS.map(({ name }) => name)));
		expect(new Set(alias).size).toBe(alias.length);
	});

	it.each(CODEX_FILES)('let $nodeType be found by what people type who don’t know its name', (file) => {
		const { alias }: { alias: string[] } = JSON.parse(codexSource(file));
		const typed = ['iphone', 'apple', 'sms', 'like', 'thumbs up', 'emoji', 'approve', 'approval', 'poll', 'vote'];
		expect(alias).toEqual(expect.arrayContaining(typed));
	});
});
