import { execFileSync } from 'node:child_process';
import { copyFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { build, type BuildOptions } from 'esbuild';

/*
 * The package: core inlined, so that users install nothing else of this repository; axios and zod stay dependencies,
 * botkit the user's own.
 */
const here = import.meta.dirname;
const entry = join(here, 'src', 'index.mts');
const dist = join(here, 'dist');

const common: BuildOptions = {
	entryPoints: [entry],
	bundle: true,
	platform: 'node',
	target: 'node20',
	external: ['axios', 'zod', 'botkit'],
	logLevel: 'warning',
};

rmSync(dist, { recursive: true, force: true });
await build({ ...common, format: 'esm', outfile: join(dist, 'index.mjs') });
await build({ ...common, format: 'cjs', outfile: join(dist, 'index.cjs') });

const require = createRequire(import.meta.url);
const generator = join(dirname(require.resolve('dts-bundle-generator/package.json')), 'dist', 'bin', 'dts-bundle-generator.js');
const types = join(dist, 'index.d.mts');
execFileSync(
	process.execPath,
	[
		generator,
		'--silent',
		'--no-banner',
		'--no-check',
		'--inline-declare-externals',
		'--export-referenced-types=false',
		...['--project', join(here, 'tsconfig.json')],
		...['--out-file', types],
		entry,
	],
	{ stdio: 'inherit' },
);
copyFileSync(types, join(dist, 'index.d.cts'));
