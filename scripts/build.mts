import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

import { build, type BuildOptions } from 'esbuild';
import { z } from 'zod';

/*
 * The package: all code of the nodes and of core in one file, for n8n loads a file much faster than eighty. Beside it what
 * n8n looks for: a file for each node and credential, the codex files, the icons. (docs/decisions/0009-our-own-build.md)
 */
const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const BUNDLE = 'dist/tapback.js';

const manifestSchema = z.object({ n8n: z.object({ nodes: z.array(z.string()), credentials: z.array(z.string()) }) });
const { n8n } = manifestSchema.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));

const sourceOf = (built: string) => built.replace(/^dist\//, './').replace(/\.js$/, '.ts');

const common: BuildOptions = {
	absWorkingDir: root,
	platform: 'node',
	format: 'cjs',
	target: 'node20',
	tsconfig: 'tsconfig.json',
	logLevel: 'warning',
};

rmSync(dist, { recursive: true, force: true });
await build({
	...common,
	stdin: { contents: n8n.nodes.map((node) => `export * from '${sourceOf(node)}';`).join('\n'), resolveDir: root, loader: 'ts' },
	bundle: true,
	// n8n brings both.
	external: ['n8n-workflow', 'zod'],
	outfile: BUNDLE,
});
await build({ ...common, entryPoints: n8n.credentials.map(sourceOf), outbase: '.', outdir: 'dist' });

for (const node of n8n.nodes) {
	const folder = dirname(join(root, node));
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(root, node), `module.exports = require('${posix.relative(posix.dirname(node), BUNDLE)}');\n`);
	const codex = node.replace(/\.js$/, '.json');
	cpSync(join(root, codex.replace(/^dist\//, '')), join(root, codex));
}
cpSync(join(root, 'icons'), join(dist, 'icons'), { recursive: true });
