import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeWhole } from '../../sandbox/src/persistence/whole-file.mts';
import { runLogged } from '../logged-command.mts';
import { REPO_ROOT } from '../pack.mts';
import { freePort } from '../ports.mts';
import type { Log } from '../progress.mts';
import { readStored } from '../stored.mts';
import type { InstalledN8n } from './install.mts';
import { n8nEnvironment } from './environment.mts';
import { environmentOf } from './versions.mts';

/** Who owns an n8n: a password of its own for each install, which its user folder keeps. */
export type N8nOwner = z.infer<typeof ownerSchema>;

const ownerSchema = z.object({ email: z.string(), password: z.string().min(8), firstName: z.string(), lastName: z.string() });

/** Where `npm start` keeps its n8n. */
export const START_USER_FOLDER = join(REPO_ROOT, '.tapback', 'n8n');

const ownersHere = new Map<string, N8nOwner>();

/** Says who owns the n8n at a URL, for all in this process that log in there. */
export function noteOwner(url: string, owner: N8nOwner): void {
	ownersHere.set(url, owner);
}

/**
 * The owner of an n8n that this process started, else of the one that `npm start` runs.
 * @throws Error where neither is known.
 */
export function ownerAt(url: string): N8nOwner {
	const owner = ownersHere.get(url) ?? readStored(ownerFile(START_USER_FOLDER), ownerSchema).value;
	if (owner === undefined)
		throw new Error(`The login of the n8n at ${url} is not known: ${ownerFile(START_USER_FOLDER)} does not hold it.`);
	return owner;
}

/** The file in a user folder that keeps the login. */
export function ownerFile(userFolder: string): string {
	return join(userFolder, 'owner.json');
}

/**
 * The owner that a user folder keeps, or a new one. Where n8n has an owner that nobody knows any more, n8n forgets that one;
 * workflows, credentials and runs stay. Call it while this n8n doesn't run.
 */
export async function ensureOwner(installed: InstalledN8n, userFolder: string, log: Log): Promise<N8nOwner> {
	const file = ownerFile(userFolder);
	const { value, damage } = readStored(file, ownerSchema);
	if (value !== undefined) return value;
	mkdirSync(userFolder, { recursive: true, mode: 0o700 });
	if (existsSync(join(userFolder, '.n8n', 'database.sqlite'))) {
		log(`${file} ${damage === undefined ? 'is not there' : `is damaged (${damage})`}: n8n gets a new login. Workflows and runs stay.`);
		await forgetOwner(installed, userFolder);
	}
	const owner = { email: 'you@tapback.local', password: randomPassword(), firstName: 'Tapback', lastName: 'Sandbox' };
	// Before n8n hears of it: it would be lost with a process that is killed in between.
	writeWhole(file, JSON.stringify(owner, null, 2));
	return owner;
}

async function forgetOwner({ nodeBinary, n8nBinary, directory }: InstalledN8n, userFolder: string): Promise<void> {
	const ports = { port: await freePort(), brokerPort: await freePort() };
	await runLogged({
		command: nodeBinary,
		args: [n8nBinary, 'user-management:reset'],
		cwd: userFolder,
		logFile: join(userFolder, 'n8n.log'),
		env: n8nEnvironment({ ...ports, userFolder, env: environmentOf(directory) }),
	});
}

/** 128 bits; n8n wants a digit and a capital letter in it. */
function randomPassword(): string {
	for (;;) {
		const password = randomBytes(16).toString('base64url');
		if (/\d/.test(password) && /[A-Z]/.test(password) && /^[A-Za-z0-9]/.test(password)) return password;
	}
}
