import { spawn, type StdioOptions } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { recordProcess } from './leftover.mts';

export interface GroupOptions {
	cwd: string;
	env: NodeJS.ProcessEnv;
	stdio: StdioOptions;
	/** Run it as this account: only root may. Default: our own. */
	uid?: number;
	gid?: number;
	/** Records the process while it runs, for `endLeftover`. */
	recordFile?: string;
}

/** A program and its child processes, ended together. */
export interface ProcessGroup {
	pid: number;
	/** Resolves with the leader's exit code or signal. Rejects if it could not be started. */
	exited: Promise<string>;
	isRunning(): boolean;
	/** Asks the leader to end, and kills the remaining group after `graceMs`. */
	end(graceMs: number): Promise<void>;
	/** Kills the whole group at once. */
	kill(): void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const livePids = new Set<number>();
let isReaping = false;

/** Starts a program as the leader of its own process group. If this process ends by exit or signal, the group ends, too. */
export function startGroup(command: string, args: readonly string[], { recordFile, ...options }: GroupOptions): ProcessGroup {
	reapAtExit();
	const child = spawn(command, args, { ...options, detached: true });
	const exited = new Promise<string>((resolve, reject) => {
		child.once('error', (cause) => reject(new Error(`"${command}" could not be started: ${cause.message}`, { cause })));
		child.once('exit', (code, signal) => resolve(signal === null ? `exit code ${code}` : `signal ${signal}`));
	});
	let running = true;
	const settled = exited.then(
		() => undefined,
		() => undefined,
	);
	// Without a pid no process was started. A pid of -1 would mean every process.
	const pid = child.pid ?? 0;
	if (pid > 0) livePids.add(pid);
	const strikeOut = pid > 0 && recordFile !== undefined ? recordProcess(recordFile, pid) : () => undefined;
	void settled.then(() => {
		running = false;
		killGroup(pid);
		livePids.delete(pid);
		strikeOut();
	});
	return {
		...{ pid, exited },
		isRunning: () => running,
		async end(graceMs) {
			if (running) child.kill('SIGTERM');
			const grace = new AbortController();
			await Promise.race([settled, sleep(graceMs, undefined, { signal: grace.signal }).catch(() => undefined)]);
			grace.abort();
			killGroup(pid);
			await settled;
		},
		kill: () => killGroup(pid),
	};
}

function killGroup(pid: number): void {
	if (pid <= 1) return;
	try {
		process.kill(-pid, 'SIGKILL');
	} catch {
		// ESRCH: nothing of the group is left.
	}
}

function reapAtExit(): void {
	if (isReaping) return;
	isReaping = true;
	// First, because other listeners remove files that these processes still write.
	process.prependListener('exit', killAll);
	for (const signal of SIGNALS) {
		const onSignal = () => {
			// Another listener ends its parts in its own order, and 'exit' ends the rest.
			if (process.listenerCount(signal) > 1) return;
			killAll();
			process.off(signal, onSignal);
			process.kill(process.pid, signal);
		};
		process.on(signal, onSignal);
	}
}

function killAll(): void {
	for (const pid of livePids) killGroup(pid);
}
