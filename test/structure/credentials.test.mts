import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { PROVIDERS } from '../../core/providers/registry.ts';
import { credentialClassName, credentialSource } from '../../scripts/credential-source.mts';
import { ROOT, readRepositoryFile, repositoryFiles } from './files.mts';

const manifest: { n8n: { credentials: string[]; nodes: string[] } } = JSON.parse(readRepositoryFile('package.json'));

const builtName = (path: string) => `dist/${path.replace(/\.ts$/, '.js')}`;

describe('the credentials', () => {
	it('are one file for each provider, and no other', () => {
		const expected = PROVIDERS.map((provider) => `${credentialClassName(provider)}.credentials.ts`);
		expect(readdirSync(join(ROOT, 'credentials')).sort()).toEqual(expected.sort());
	});

	it.each(PROVIDERS.map((provider) => [provider.name, provider] as const))(
		'%s is what is generated (if not: npm run generate)',
		(_name, provider) => {
			expect(readRepositoryFile(`credentials/${credentialClassName(provider)}.credentials.ts`)).toBe(credentialSource(provider));
		},
	);

	it('have types of their own, which no other package uses', () => {
		const types = PROVIDERS.map(({ credential }) => credential.typeName);
		expect(new Set(types).size).toBe(PROVIDERS.length);
		for (const type of types) expect(type).toMatch(/^[a-z][A-Za-z]+TapbackApi$/);
	});

	it('are all listed in package.json (if not: npm run generate), and only they', () => {
		expect([...manifest.n8n.credentials].sort()).toEqual(repositoryFiles(/^credentials\/.+\.credentials\.ts$/).map(builtName));
	});
});

describe('the nodes', () => {
	it('are all listed in package.json, and only they', () => {
		expect([...manifest.n8n.nodes].sort()).toEqual(
			repositoryFiles(/^nodes\/.+\.node\.ts$/)
				.map(builtName)
				.sort(),
		);
	});
});
