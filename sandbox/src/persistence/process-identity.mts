import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { codeOf } from '../model/thrown.mts';

/** One process, distinguished from a later one with the same number. */
export interface ProcessIdentity {
	pid: number;
	/** Differs between two processes with the same pid. Empty if the system doesn't say. */
	birth: string;
}

interface ProcessFacts {
	parentPid: number;
	/** The start time, in the system's own form. */
	startedAt: string;
}

/** The identity of a running process; `undefined` if none runs. */
export function identityOf(pid: number): ProcessIdentity | undefined {
	const facts = factsOf(pid);
	if (facts !== undefined) return { pid, birth: createHash('sha256').update(facts.startedAt).digest('hex').slice(0, 12) };
	return canTell() || !answersSignals(pid) ? undefined : { pid, birth: '' };
}

/** Whether this very process still runs. A zombie doesn't. */
export function isAlive({ pid, birth }: ProcessIdentity): boolean {
	const present = identityOf(pid);
	return present !== undefined && (present.birth === birth || present.birth === '' || birth === '');
}

/** Whether any process with this number runs. */
export function isRunning(pid: number): boolean {
	return identityOf(pid) !== undefined;
}

/** Who started a process. */
export function parentOf(pid: number): ProcessIdentity | undefined {
	const facts = factsOf(pid);
	return facts && identityOf(facts.parentPid);
}

function factsOf(pid: number): ProcessFacts | undefined {
	if (!Number.isInteger(pid) || pid < 1) return undefined;
	return process.platform === 'linux' ? factsOfLinux(pid) : factsOfPs(pid);
}

function factsOfLinux(pid: number): ProcessFacts | undefined {
	const stat = readOr(`/proc/${pid}/stat`);
	// The second field is the name in parentheses, which may contain spaces and parentheses.
	const [state, parent, ...rest] = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
	if (stat === undefined || state === undefined || /^[ZXx]/.test(state)) return undefined;
	// The 22nd field: ticks since the boot.
	return { parentPid: Number(parent), startedAt: `${readOr('/proc/sys/kernel/random/boot_id') ?? ''} ${rest[17]}` };
}

function factsOfPs(pid: number): ProcessFacts | undefined {
	try {
		const env = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
		const args = ['-o', 'stat=,ppid=,lstart=', '-p', String(pid)];
		const line = execFileSync('ps', args, { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'ignore'] });
		const [state = '', parent = '', ...started] = line.trim().split(/\s+/);
		return state === '' || state.startsWith('Z') ? undefined : { parentPid: Number(parent), startedAt: started.join(' ') };
	} catch {
		return undefined;
	}
}

/** Whether the system reports processes at all. If it does, it reports this one. */
function canTell(): boolean {
	return factsOf(process.pid) !== undefined;
}

function answersSignals(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return codeOf(error) === 'EPERM';
	}
}

function readOr(path: string): string | undefined {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		return undefined;
	}
}
