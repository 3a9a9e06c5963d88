import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

const PAGE = join(import.meta.dirname, '..', 'page');
const OUTPUT = join(import.meta.dirname, '..', 'dist', 'page');
const require = createRequire(import.meta.url);

/** Bundles the page into `dist/page`; takes about a tenth of a second. Rejects with esbuild's list of errors. */
export async function buildPage(): Promise<void> {
	// A page that is being served is replaced in one step.
	const fresh = `${OUTPUT}.${process.pid}`;
	await mkdir(fresh, { recursive: true });
	const { metafile } = await build({
		entryPoints: [join(PAGE, 'main.tsx')],
		outdir: join(fresh, 'assets'),
		entryNames: '[name]-[hash]',
		bundle: true,
		format: 'esm',
		target: 'es2022',
		jsx: 'automatic',
		jsxImportSource: 'preact',
		minify: true,
		metafile: true,
		splitting: true,
		legalComments: 'none',
		logLevel: 'silent',
	});
	await cp(require.resolve('emoji-picker-element-data/en/emojibase/data.json'), join(fresh, 'assets', 'emoji.json'));
	await cp(join(PAGE, 'media'), join(fresh, 'media'), { recursive: true });
	const built = Object.entries(metafile.outputs).filter(
		([, { entryPoint }]) => entryPoint !== undefined && basename(entryPoint) === 'main.tsx',
	);
	const [script] = built.map(([file]) => basename(file));
	const [style] = built.flatMap(([, { cssBundle }]) => (cssBundle === undefined ? [] : [basename(cssBundle)]));
	const template = await readFile(join(PAGE, 'index.html'), 'utf8');
	await writeFile(join(fresh, 'index.html'), template.replace('%STYLE%', `/assets/${style}`).replace('%SCRIPT%', `/assets/${script}`));
	await swapIn(fresh);
}

/** Puts a finished build in the place of the last one. Another process may do the same at this moment: the later one stays. */
async function swapIn(fresh: string): Promise<void> {
	const old = `${fresh}.old`;
	for (;;) {
		await rename(OUTPUT, old).catch(ignoring('ENOENT'));
		await rm(old, { recursive: true, force: true });
		const isTaken = await rename(fresh, OUTPUT).then(() => false, ignoring('ENOTEMPTY', 'EEXIST'));
		if (isTaken === false) return;
	}
}

/** Takes an error of the file system with one of these codes for nothing. */
function ignoring(...codes: string[]) {
	return (error: unknown): undefined => {
		if (!(error instanceof Error && 'code' in error && codes.includes(String(error.code)))) throw error;
	};
}

if (process.argv[1] === import.meta.filename) await buildPage();
