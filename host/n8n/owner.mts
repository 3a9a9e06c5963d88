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

/** The owner of an n8n, with a password for each installation, stored in its user folder. */
export type N8nOwner = z.infer<typeof ownerSchema>;

const ownerSchema = z.object({ email: z.string(), password: z.string().min(8), firstName: z.string(), lastName: z.string() });

/** The user folder of `npm start`'s n8n. */
export const START_USER_FOLDER = join(REPO_ROOT, '.tapback', 'n8n');

const ownersHere = new Map<string, N8nOwner>();

/** Stores the owner of the n8n at a URL, for logins in this process. */
export function noteOwner(url: string, owner: N8nOwner): void {
	ownersHere.set(url, owner);
}

/**
 * The owner of an n8n that this process started, otherwise of the one that `npm start` runs.
 * @throws Error if neither is known.
 */
export function ownerAt(url: string): N8nOwner {
	const owner = ownersHere.get(url) ?? readStored(ownerFile(START_USER_FOLDER), ownerSchema).value;
	if (owner === undefined)
		throw new Error(`The login of the n8n at ${url} is not known: ${ownerFile(START_USER_FOLDER)} does not hold it.`);
	return owner;
}

/** The file in a user folder that stores the login. */
export function ownerFile(userFolder: string): string {
	return join(userFolder, 'owner.json');
}

/**
 * The stored owner of a user folder, or a new one. If n8n has an owner whose login is lost, that owner is removed; workflows,
 * credentials and runs stay. Call it while this n8n doesn't run.
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
	// Stored before n8n gets the login, because a process that is killed in between would lose it.
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

/** 128 bits; n8n requires a digit and a capital letter. */
function randomPassword(): string {
	for (;;) {
		const password = randomBytes(16).toString('base64url');
		if (/\d/.test(password) && /[A-Z]/.test(password) && /^[A-Za-z0-9]/.test(password)) return password;
	}
}
