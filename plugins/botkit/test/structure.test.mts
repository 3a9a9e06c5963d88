import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

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
