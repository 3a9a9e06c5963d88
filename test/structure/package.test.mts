import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from '@jest/globals';

import { ROOT, readRepositoryFile } from './files.mts';

const MOST_BYTES = 120_000;

const manifest: Record<string, unknown> & { peerDependencies: object; n8n: { credentials: string[]; nodes: string[] } } = JSON.parse(
	readRepositoryFile('package.json'),
);

/** A cache of its own: nothing is written outside, and nothing is fetched. */
const cache = mkdtempSync(join(tmpdir(), 'tapback-pack-'));
afterAll(() => rmSync(cache, { recursive: true, force: true }));

function pack(): { size: number; paths: string[] } {
	const arguments_ = ['pack', '--dry-run', '--json', '--ignore-scripts', '--workspaces=false', '--cache', cache];
	const printed = execFileSync('npm', arguments_, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
	const [packed]: Array<{ size: number; files: Array<{ path: string }> }> = JSON.parse(printed);
	return { size: packed?.size ?? 0, paths: (packed?.files ?? []).map(({ path }) => path).sort() };
}

describe('package.json', () => {
	it('publishes what was built', () => expect(manifest.files).toEqual(['dist']));

	it('has no dependency: n8n gives what is used', () => {
		expect(manifest).toMatchObject({ peerDependencies: { 'n8n-workflow': '*' } });
		expect(Object.keys(manifest.peerDependencies)).toEqual(['n8n-workflow']);
		for (const kind of ['dependencies', 'optionalDependencies', 'bundleDependencies', 'bundledDependencies'])
			expect(manifest).not.toHaveProperty(kind);
	});

	it('is found by n8n and by those who look for it', () => {
		expect(manifest.keywords).toEqual(expect.arrayContaining(['n8n-community-node-package', 'imessage', 'tapback']));
	});

	it('is for n8n, free and runs nothing on installation', () => {
		expect(manifest).toMatchObject({ name: 'n8n-nodes-tapback', license: 'MIT', n8n: { n8nNodesApiVersion: 1 } });
		for (const script of ['preinstall', 'install', 'postinstall', 'prepare']) expect(manifest.scripts).not.toHaveProperty(script);
	});
});

describe('what npm would publish', () => {
	const { size, paths } = pack();
	const ALLOWED =
		/^(?:dist\/(?:entry|tapback|fallback-texts)\.js|dist\/(?:nodes|credentials)\/.+\.js|dist\/nodes\/.+\.node\.json|dist\/icons\/.+\.svg|README\.md|LICENSE|package\.json)$/;

	it('is the built code, nodes, credentials and icons, and nothing else', () => {
		expect(paths.filter((path) => !ALLOWED.test(path))).toEqual([]);
	});

	it('has neither source maps nor tests', () => {
		expect(paths.filter((path) => /\.map$|(?:^|[./])tests?[./]/.test(path))).toEqual([]);
		for (const path of paths.filter((file) => file.endsWith('.js'))) expect(readRepositoryFile(path)).not.toContain('sourceMappingURL');
	});

	it('has everything that n8n is told to load (if not: npm run build)', () => {
		expect(paths).toEqual(expect.arrayContaining([...manifest.n8n.credentials, ...manifest.n8n.nodes]));
	});

	it('is loaded by n8n without the code of the nodes, which comes with the first run', () => {
		const load = `
			for (const file of ${JSON.stringify([...manifest.n8n.nodes, ...manifest.n8n.credentials])}) require('./' + file);
			console.log(JSON.stringify(Object.keys(require.cache)));
		`;
		const loaded: string[] = JSON.parse(execFileSync(process.execPath, ['-e', load], { cwd: ROOT, encoding: 'utf8' }));
		expect(loaded).toContain(join(ROOT, 'dist', 'entry.js'));
		expect(loaded).not.toContain(join(ROOT, 'dist', 'tapback.js'));
	});

	it('has the pictures, the words and the license', () => {
		expect(paths).toEqual(
			expect.arrayContaining(['dist/icons/tapback.svg', 'dist/icons/tapback.dark.svg', 'README.md', 'LICENSE', 'package.json']),
		);
	});

	it('has the codex file of each node beside it', () => {
		expect(paths).toEqual(expect.arrayContaining(manifest.n8n.nodes.map((path) => path.replace(/\.js$/, '.json'))));
	});

	it(`is smaller than ${MOST_BYTES / 1000} kB`, () => {
		expect(size).toBeGreaterThan(10_000);
		expect(size).toBeLessThan(MOST_BYTES);
	});
});
