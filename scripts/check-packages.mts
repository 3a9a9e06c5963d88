import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { SOURCE_FILE_PATTERNS } from '@n8n/scan-community-package/scanner/scanner.mjs';

import { packTapback, REPO_ROOT } from '../host/pack.mts';
import { installElsewhere } from './checks/elsewhere.mts';
import { runReadmeBots } from './checks/first-tapback.mts';
import { checkFiles, checkTypesAreFound, lintPackage } from './checks/published.mts';
import { runSandboxElsewhere, weighPage } from './checks/sandbox.mts';
import { scan } from './checks/scan.mts';
import { checkStrictly } from './checks/strict-types.mts';
import { namedIn } from './named.mts';

/*
 * Checks the published packages as their receivers do: n8n's scanner, publint, attw, and an install into another project.
 * `npm run check:packages` checks all packages, `npm run check:packages -- botkit` one.
 */

type Report = (name: string, check: () => Promise<string | undefined>) => Promise<void>;

const PLUGIN_FILES = ['LICENSE', 'README.md', 'package.json', ...['cjs', 'mjs', 'd.cts', 'd.mts'].map((ending) => `dist/index.${ending}`)];

const PACKAGES: Record<string, (report: Report) => Promise<void>> = {
	async nodes(report) {
		await report('n8n’s scanner on the sources', async () => await scan(REPO_ROOT, SOURCE_FILE_PATTERNS));
		const nodes = await packTapback();
		await report('n8n’s scanner on the tarball', async () => await scan(nodes.directory));
		await report('publint on n8n-nodes-tapback', async () => await lintPackage(nodes.directory));
		await nodes.remove();
	},
	async sandbox(report) {
		const sandbox = await packTapback({ packageRoot: join(REPO_ROOT, 'sandbox') });
		await report('publint on tapback-sandbox', async () => await lintPackage(sandbox.directory));
		await report('the page is small', async () => await weighPage(join(sandbox.directory, 'dist', 'page')));
		await report('tapback-sandbox, installed alone, starts and shows its page', async () => await runSandboxElsewhere(sandbox.directory));
		await sandbox.remove();
	},
	async botkit(report) {
		const plugin = await packTapback({ packageRoot: join(REPO_ROOT, 'plugins', 'botkit') });
		await report('publint on botkit-plugin-tapback', async () => await lintPackage(plugin.directory));
		await report('attw on botkit-plugin-tapback', async () => await checkTypesAreFound(plugin.directory));
		await report('botkit-plugin-tapback holds what it should', async () => await checkFiles(plugin.directory, PLUGIN_FILES));
		const project = await installElsewhere(plugin.directory, ['botkit@4.15.0']);
		await report('the first bot of its README runs, in ESM and in CommonJS', async () => await runReadmeBots(project));
		await report('the code of its README is right under strict', async () => await checkStrictly(project));
		await rm(project, { recursive: true, force: true });
		await plugin.remove();
	},
};

const problems: string[] = [];
for (const check of namedIn(PACKAGES, process.argv.slice(2))) await check(report);
process.exit(problems.length === 0 ? 0 : 1);

async function report(name: string, check: () => Promise<string | undefined>): Promise<void> {
	const problem = await check().catch((error: unknown) => String(error));
	console.log(problem === undefined ? `ok      ${name}` : `FAILED  ${name}\n${problem}`);
	if (problem !== undefined) problems.push(name);
}
