import { createHash, randomBytes } from 'node:crypto';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { excerptOf, runLogged } from '../../host/logged-command.mts';
import { freePort } from '../../host/ports.mts';
import { startGroup } from '../../host/process-group.mts';

/** An npm registry on this machine that sends no request to another registry. */
export interface LocalRegistry {
	url: string;
	/** npm's `_auth` for publishing. New for each start. */
	auth: string;
	close(): Promise<void>;
}

const PINNED = join(import.meta.dirname, 'registry');
const USER = 'rehearsal';
const READY_WITHIN_MS = 120_000;
const STOP_WITHIN_MS = 10_000;

/** Everybody on this machine can read packages. Publishing needs the password, and nobody can sign up. */
const CONFIG = `
storage: ./storage
web: { enable: false }
auth: { htpasswd: { file: ./htpasswd, algorithm: sha1, max_users: -1 } }
uplinks: {}
packages: { '**': { access: $all, publish: ${USER}, unpublish: ${USER} } }
max_body_size: 50mb
log: { type: stdout, format: pretty, level: warn }
`;

/**
 * Installs Verdaccio from its lockfile into `folder`, and starts it.
 * @throws Error with the end of npm's or Verdaccio's output.
 */
export async function startLocalRegistry(folder: string): Promise<LocalRegistry> {
	const logFile = join(folder, 'registry.log');
	const password = randomBytes(24).toString('hex');
	await mkdir(folder, { recursive: true });
	for (const file of ['package.json', 'package-lock.json']) await copyFile(join(PINNED, file), join(folder, file));
	await writeFile(join(folder, 'config.yaml'), CONFIG);
	await writeFile(join(folder, 'htpasswd'), `${USER}:{SHA}${createHash('sha1').update(password).digest('base64')}\n`, { mode: 0o600 });
	await runLogged({
		command: 'npm',
		args: ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
		cwd: folder,
		logFile,
	});

	const port = await freePort();
	const url = `http://127.0.0.1:${port}`;
	const output = openSync(logFile, 'a', 0o600);
	const verdaccio = join(folder, 'node_modules', 'verdaccio', 'bin', 'verdaccio');
	const args = [verdaccio, '--config', join(folder, 'config.yaml'), '--listen', `127.0.0.1:${port}`];
	const group = startGroup(process.execPath, args, { cwd: folder, env: process.env, stdio: ['ignore', output, output] });
	const close = async () => {
		await group.end(STOP_WITHIN_MS);
		closeSync(output);
	};
	for (const deadline = Date.now() + READY_WITHIN_MS; !(await answers(url)); await sleep(100)) {
		if (group.isRunning() && Date.now() < deadline) continue;
		await close();
		throw new Error(`Verdaccio did not start.\n${excerptOf(logFile)}`);
	}
	return { url, auth: Buffer.from(`${USER}:${password}`).toString('base64'), close };
}

async function answers(url: string): Promise<boolean> {
	return await fetch(`${url}/-/ping`).then(
		({ ok }) => ok,
		() => false,
	);
}
