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
	/** Where it is noted while it runs, for `endLeftover`. */
	recordFile?: string;
}

/** A program and all it starts in turn, ended together. */
export interface ProcessGroup {
	pid: number;
	/** How the leader ended; stays pending while it runs. Rejects when it could not be started at all. */
	exited: Promise<string>;
	isRunning(): boolean;
	/** Asks the leader to end, and ends whatever is left after `graceMs`. */
	end(graceMs: number): Promise<void>;
	/** Ends all of it at once. */
	kill(): void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const livePids = new Set<number>();
let isReaping = false;

/** Starts a program as the leader of its own process group. Whatever ends this process by exit or signal ends the group. */
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
	// Without a pid the kernel never made a process; -1 would address every process there is.
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
	// First of all: others remove the files these still write.
	process.prependListener('exit', killAll);
	for (const signal of SIGNALS) {
		const onSignal = () => {
			// Someone else listens: they end things in their own order, and 'exit' catches the rest.
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
