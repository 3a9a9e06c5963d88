import { execFileSync } from 'node:child_process';
import { chownSync } from 'node:fs';

/** Whom a service runs as; empty: as ourselves. */
export interface ServiceAccount {
	uid?: number;
	gid?: number;
}

/**
 * The account that Debian's package made for a service, where we are root: PostgreSQL refuses root, and no server needs it.
 * @throws Error where there is no such account.
 */
export function serviceAccount(user: string): ServiceAccount {
	if (process.getuid?.() !== 0) return {};
	return { uid: idOf(user, '-u'), gid: idOf(user, '-g') };
}

/** Gives a file or a folder to the account. */
export function handOver(path: string, { uid, gid }: ServiceAccount): void {
	if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
}

function idOf(user: string, option: '-u' | '-g'): number {
	try {
		return Number(execFileSync('id', [option, user], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
	} catch (cause) {
		throw new Error(`There is no user "${user}" to run the service as. Debian's package of the service makes one.`, { cause });
	}
}
