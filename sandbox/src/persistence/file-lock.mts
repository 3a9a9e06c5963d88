import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRecord, parseJson } from '../model/json.mts';
import { identityOf, isAlive, type ProcessIdentity } from './process-identity.mts';

export interface LockOwner extends ProcessIdentity {
	/** The processes that started the owner. The owner ends soon after one of them. */
	launchers: ProcessIdentity[];
}

export interface LockOptions {
	/** Called once with the owner of the lock. Then we wait, unless it throws. */
	onBusy(owner: LockOwner): void;
	/** Called for a killed owner that left its lock behind. */
	onLeftover?(pid: number): void;
	launchers?: readonly ProcessIdentity[];
}

const LOOK_EVERY_MS = 250;
const MOST_BACK_OFF_MS = 400;

/** Runs work that only one process on this machine may do at a time. */
export async function withFileLock<T>(file: string, options: LockOptions, work: () => Promise<T>): Promise<T> {
	const release = await takeFileLock(file, options);
	try {
		return await work();
	} finally {
		release();
	}
}

/**
 * Takes the lock, and returns the function that releases it.
 *
 * Each contender makes a claim with its own name, and then looks for other claims. It is the owner if no other claim belongs to a
 * running process. Two contenders that see each other both withdraw. So no process ever removes the claim of a running process.
 */
export async function takeFileLock(file: string, { onBusy, onLeftover, launchers = [] }: LockOptions): Promise<() => void> {
	let hasSaid = false;
	for (let round = 0; ; round++) {
		const claim = makeClaim(file);
		const others = claimsOn(file).filter(({ path }) => path !== claim);
		const living = others.filter(({ identity }) => isAlive(identity));
		if (living.length === 0) {
			for (const { path, identity } of others) {
				if (ownerIn(path, identity) !== undefined) onLeftover?.(identity.pid);
				rmSync(path, { force: true });
			}
			removeOldLock(file, onLeftover);
			writeFileSync(claim, JSON.stringify({ launchers }));
			return () => rmSync(claim, { force: true });
		}
		rmSync(claim, { force: true });
		const [owner] = living.flatMap(({ path, identity }) => ownerIn(path, identity) ?? []);
		if (owner !== undefined && !hasSaid) {
			onBusy(owner);
			hasSaid = true;
		}
		await sleep(owner === undefined ? Math.random() * Math.min(MOST_BACK_OFF_MS, 20 * 2 ** round) : LOOK_EVERY_MS);
	}
}

interface Claim {
	path: string;
	identity: ProcessIdentity;
}

// The name identifies the process, so that even an empty claim, such as on a full disk, has an owner.
function makeClaim(file: string): string {
	const { pid, birth } = identityOf(process.pid) ?? { pid: process.pid, birth: '' };
	const path = `${file}.${pid}-${birth}-${randomBytes(4).toString('hex')}`;
	closeSync(openSync(path, 'wx', 0o600));
	return path;
}

function claimsOn(file: string): Claim[] {
	const prefix = `${basename(file)}.`;
	return readdirSync(dirname(file)).flatMap((name) => {
		const [, pid, birth = ''] = name.startsWith(prefix) ? (/^(\d+)-([0-9a-f]*)-[0-9a-f]{8}$/.exec(name.slice(prefix.length)) ?? []) : [];
		return pid === undefined ? [] : [{ path: join(dirname(file), name), identity: { pid: Number(pid), birth } }];
	});
}

/** The claim of an owner has content; that of a contender is empty. */
function ownerIn(path: string, identity: ProcessIdentity): LockOwner | undefined {
	const content = readOr(path);
	if (content === '') return undefined;
	const saved = parseJson(content);
	const launchers = isRecord(saved) && Array.isArray(saved.launchers) ? saved.launchers.filter(isIdentity) : [];
	return { ...identity, launchers };
}

function isIdentity(value: unknown): value is ProcessIdentity {
	return isRecord(value) && typeof value.pid === 'number' && typeof value.birth === 'string';
}

// Earlier versions had one file with a process id, which another process may have now.
function removeOldLock(file: string, onLeftover: LockOptions['onLeftover']): void {
	if (!existsSync(file)) return;
	onLeftover?.(Number(readOr(file)) || 0);
	rmSync(file, { force: true });
}

function readOr(path: string): string {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		return '';
	}
}
