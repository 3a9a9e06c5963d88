import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { analyzePackage, SOURCE_FILE_PATTERNS } from '@n8n/scan-community-package/scanner/scanner.mjs';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

import { packTapback, REPO_ROOT } from '../host/pack.mts';

/* What is published, checked as those who receive it do: n8n's scanner, publint, and an install elsewhere. */

const problems: string[] = [];
const workFolder = await mkdtemp(join(tmpdir(), 'tapback-check-'));

try {
	await report('n8n’s scanner on the sources', async () => await scan(REPO_ROOT, SOURCE_FILE_PATTERNS));
	const nodes = await packTapback();
	await report('n8n’s scanner on the tarball', async () => await scan(nodes.directory));
	await report('publint on n8n-nodes-tapback', async () => await lintPackage(nodes.directory));
	await nodes.remove();

	const sandboxRoot = join(REPO_ROOT, 'sandbox');
	const sandbox = await packTapback({ packageRoot: sandboxRoot });
	await report('publint on tapback-sandbox', async () => await lintPackage(sandbox.directory));
	await sandbox.remove();
	await report('tapback-sandbox, installed alone, starts', async () => await runElsewhere(sandboxRoot));
} finally {
	await rm(workFolder, { recursive: true, force: true });
}
process.exit(problems.length === 0 ? 0 : 1);

async function report(name: string, check: () => Promise<string | undefined>): Promise<void> {
	const problem = await check();
	console.log(problem === undefined ? `ok      ${name}` : `FAILED  ${name}\n${problem}`);
	if (problem !== undefined) problems.push(name);
}

async function scan(directory: string, patterns?: string[]): Promise<string | undefined> {
	const { passed, message, details } = await analyzePackage(directory, patterns);
	return passed ? undefined : `${message}\n${details ?? ''}`;
}

async function lintPackage(pkgDir: string): Promise<string | undefined> {
	const { messages, pkg } = await publint({ pkgDir, strict: true, level: 'warning' });
	return messages.length === 0 ? undefined : messages.map((message) => formatMessage(message, pkg)).join('\n');
}

/** Installs the sandbox into an empty project, starts its command, and asks whether it is well. */
async function runElsewhere(packageRoot: string): Promise<string | undefined> {
	execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', workFolder], { cwd: packageRoot, stdio: 'pipe' });
	const { name, version }: { name: string; version: string } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
	execFileSync('npm', ['init', '-y'], { cwd: workFolder, stdio: 'pipe' });
	execFileSync('npm', ['install', '--no-audit', '--no-fund', `./${name}-${version}.tgz`], { cwd: workFolder, stdio: 'pipe' });
	const command = join(workFolder, 'node_modules', '.bin', name);
	if (!existsSync(command)) return `There is no command ${name}.`;
	const child = spawn(command, ['--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
	const url = await firstUrl(child.stdout);
	const health = await fetch(`${url}/control/health`);
	child.kill('SIGINT');
	const [code]: unknown[] = await once(child, 'exit');
	return health.ok && code === 0 ? undefined : `It answered ${health.status} and ended with ${String(code)}.`;
}

async function firstUrl(output: NodeJS.ReadableStream): Promise<string> {
	let printed = '';
	for await (const chunk of output) {
		printed += String(chunk);
		const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed) ?? [];
		if (url !== undefined) return url;
	}
	throw new Error(`The sandbox ended without an address:\n${printed}`);
}
