import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 20_000;

/** A running program and its output. */
export interface Program {
	/** The first match in the output. Rejects if the program ends without a match, or takes too long. */
	prints(pattern: RegExp): Promise<string>;
	/** Ends the program as Ctrl-C does. Gives the exit code. */
	end(): Promise<number | null>;
}

export function startProgram(command: string, args: readonly string[], options: { cwd: string; env?: NodeJS.ProcessEnv }): Program {
	const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
	const ended = once(child, 'exit');
	let printed = '';
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
	return {
		async prints(pattern) {
			const isOver = () => child.exitCode !== null || child.signalCode !== null;
			await until(() => pattern.test(printed) || isOver());
			const [found] = pattern.exec(printed) ?? [];
			if (found === undefined) throw new Error(`It never printed ${String(pattern)}, but:\n${printed}`);
			return found;
		},
		async end() {
			child.kill('SIGINT');
			await ended;
			return child.exitCode;
		},
	};
}

/** Whether the condition becomes true in time. */
export async function until(isSo: () => boolean): Promise<boolean> {
	const deadline = Date.now() + PATIENCE_MS;
	while (!isSo() && Date.now() < deadline) await sleep(20);
	return isSo();
}
