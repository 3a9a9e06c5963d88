import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

import { describe, expect, it } from '@jest/globals';

const ROOT = join(process.cwd(), 'plugins', 'botkit');
const manifest: { dependencies: object; peerDependencies: object } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.mts'));

/** What is imported at run time: `import type` is gone by then. */
function importsOf(path: string): string[] {
	const source = readFileSync(join(ROOT, 'src', path), 'utf8');
	return [...source.matchAll(/^(?:import|export) (?!type )[^;]*?from '([^']+)'/gms)].map(([, name = '']) => name);
}

describe('the package', () => {
	it('needs at run time what its manifest promises, and no more', () => {
		expect(sources.length).toBeGreaterThan(30);
		const packages = new Set(sources.flatMap(importsOf).filter((name) => !/^(?:\.|node:)/.test(name)));
		expect([...packages].sort()).toEqual(Object.keys(manifest.dependencies).sort());
	});

	it('never brings a botkit or botbuilder of its own beside the user’s', () => {
		expect(sources.flatMap(importsOf).filter((name) => /^bot/.test(name))).toEqual([]);
		expect(Object.keys(manifest.peerDependencies)).toEqual(['botkit']);
	});
});

describe('the source', () => {
	it('has a folder for each concern, and beside them only what puts it together', () => {
		const folders = [...new Set(sources.map((path) => dirname(path)))].sort();
		expect(folders).toEqual(['.', 'adapter', 'inbound', 'lifecycle', 'options', 'outbound', 'questions', 'storage']);
		const beside = sources.filter((path) => dirname(path) === '.').sort();
		expect(beside).toEqual(['api.mts', 'augmentation.mts', 'create-api.mts', 'index.mts', 'plugin.mts']);
	});

	it('has tests in the same folders', () => {
		const tests = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.mts'));
		const folders = new Set(sources.map((path) => dirname(path)));
		expect(tests.map((path) => dirname(path)).filter((folder) => !folders.has(folder) && folder !== 'harness')).toEqual([]);
	});

	it('has no file of more than 250 lines', () => {
		const linesOf = (path: string) =>
			readFileSync(join(ROOT, 'src', path), 'utf8')
				.trimEnd()
				.split('\n').length;
		expect(sources.filter((path) => linesOf(path) > 250)).toEqual([]);
	});

	it('has no circle of imports, not even of types', () => {
		const imports = new Map(sources.map((path) => [path, ownImportsOf(path)]));
		expect([...imports.values()].flat().filter((path) => !imports.has(path))).toEqual([]);
		const isInCircle = (start: string) => {
			const reached = new Set<string>();
			const open = [...(imports.get(start) ?? [])];
			for (let path = open.pop(); path !== undefined; path = open.pop()) {
				if (reached.has(path)) continue;
				reached.add(path);
				open.push(...(imports.get(path) ?? []));
			}
			return reached.has(start);
		};
		expect(sources.filter(isInCircle)).toEqual([]);
	});
});

/** Of the plugin's own files, types and all. */
function ownImportsOf(path: string): string[] {
	const source = readFileSync(join(ROOT, 'src', path), 'utf8');
	return [...source.matchAll(/from '(\.[^']+)'/g)]
		.map(([, name = '']) => normalize(join(dirname(path), name)))
		.filter((name) => !name.startsWith('..'));
}
