import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, posix } from 'node:path';

import { build, type BuildOptions, type Plugin } from 'esbuild';
import { z } from 'zod';

import { nodeShells, type NodeClass } from './build/node-shells.mts';

/*
 * Builds the package in two files, because n8n loads one file much faster than eighty. n8n reads ENTRY when it starts, and loads CODE
 * when a node runs for the first time. n8n also needs a file for each node and credential, the codex files and the icons.
 * (docs/decisions/0009-own-build-step.md)
 */
const root = join(import.meta.dirname, '..');
const ENTRY = 'dist/entry.js';
const CODE = 'dist/tapback.js';

/** A fifth of the package. Read only when a message may be a fallback text. */
const TABLE = 'core/webhook/fallback-texts/table.ts';
const TABLE_FILE = 'fallback-texts.js';
const tableBeside: Plugin = {
	name: 'table-beside',
	setup({ onLoad, onResolve }) {
		onResolve({ filter: /^\.\/fallback-texts\.js$/ }, ({ path }) => ({ path, external: true }));
		onLoad({ filter: /fallback-texts[\\/]table\.ts$/ }, () => ({
			contents: `export const languageRows = () => require('./${TABLE_FILE}').languageRows();`,
		}));
	},
};

/** Modules that only descriptions need. */
const PANEL = /nodes[\\/]\w+[\\/]panel[\\/][^\\/]+\.ts$/;

/** ENTRY holds the descriptions as data, so CODE needs no code for descriptions. */
const withoutPanels: Plugin = {
	name: 'without-panels',
	setup({ onLoad }) {
		onLoad({ filter: PANEL }, ({ path }) => {
			const names = [...readFileSync(path, 'utf8').matchAll(/^export const (\w+)/gm)].map(([, name]) => name);
			return { contents: names.map((name) => `export const ${name} = [];`).join('\n') };
		});
	},
};

/** Makes all files share one require() of a module that isn't bundled. By default, each file gets its own under another name. */
const requiredOnce: Plugin = {
	name: 'required-once',
	setup({ onLoad, onResolve }) {
		onResolve({ filter: /^(?:zod|n8n-workflow|node:crypto)$/ }, ({ path, namespace }) =>
			namespace === 'once' ? { path, external: true } : { path, namespace: 'once', sideEffects: false },
		);
		onLoad({ filter: /./, namespace: 'once' }, ({ path }) => {
			const names = Object.keys(createRequire(import.meta.url)(path)).filter((name) => name !== 'default');
			return { contents: `export { ${names.join(', ')} } from '${path}';` };
		});
	},
};

const manifestSchema = z.object({ n8n: z.object({ nodes: z.array(z.string()), credentials: z.array(z.string()) }) });
const { n8n } = manifestSchema.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));

const sourceOf = (built: string, ending: string) => built.replace(/^dist\//, '').replace(/\.js$/, ending);
const exportsOf = (files: readonly string[]) => files.map((file) => `export * from './${sourceOf(file, '')}';`).join('\n');

const options: BuildOptions = {
	absWorkingDir: root,
	bundle: true,
	platform: 'node',
	format: 'cjs',
	// Node 20 supports all of ES2022. With `node20`, esbuild would rewrite regular expressions of Unicode classes.
	target: 'es2022',
	tsconfig: 'tsconfig.json',
	// Less for Node to read. Names stay, because stack traces need them.
	minifyWhitespace: true,
	minifySyntax: true,
	logLevel: 'warning',
};
const bundle = async (outfile: string, contents: string, external: string[], plugins: Plugin[] = []) =>
	await build({
		...options,
		plugins: [tableBeside, requiredOnce, ...plugins],
		stdin: { contents, resolveDir: root, loader: 'ts' },
		external,
		outfile,
	});

rmSync(join(root, 'dist'), { recursive: true, force: true });
// n8n provides both.
await bundle(CODE, exportsOf(n8n.nodes), ['n8n-workflow', 'zod']);
await build({
	entryPoints: [TABLE],
	absWorkingDir: root,
	format: 'cjs',
	target: 'es2022',
	minify: true,
	// Half as long as with every character escaped.
	charset: 'utf8',
	outfile: `dist/${TABLE_FILE}`,
	logLevel: 'warning',
});
const classes: Record<string, NodeClass> = createRequire(import.meta.url)(join(root, CODE));
const codeFile = `./${posix.relative(posix.dirname(ENTRY), CODE)}`;
await bundle(ENTRY, [exportsOf(n8n.credentials), nodeShells(classes, codeFile)].join('\n'), [codeFile]);
await bundle(CODE, exportsOf(n8n.nodes), ['n8n-workflow', 'zod'], [withoutPanels]);

for (const file of [...n8n.nodes, ...n8n.credentials]) {
	mkdirSync(dirname(join(root, file)), { recursive: true });
	writeFileSync(join(root, file), `module.exports = require('${posix.relative(posix.dirname(file), ENTRY)}');\n`);
	const codex = join(root, sourceOf(file, '.json'));
	if (existsSync(codex)) cpSync(codex, join(root, file.replace(/\.js$/, '.json')));
}
cpSync(join(root, 'icons'), join(root, 'dist', 'icons'), { recursive: true });
