import { closeSync, openSync, readFileSync } from 'node:fs';
import { startGroup } from './process-group.mts';

export interface LoggedCommand {
	command: string;
	args: readonly string[];
	cwd: string;
	/** Output is appended here. */
	logFile: string;
	env?: NodeJS.ProcessEnv;
	/** Run it as this account: only root may. Default: our own. */
	uid?: number;
	gid?: number;
	/** Records the process while it runs, for `endLeftover`. */
	recordFile?: string;
}

/**
 * Runs a program to its end, with its output in a file.
 * @throws Error with the first and last lines of the output if it fails.
 */
export async function runLogged({ command, args, cwd, logFile, env = process.env, uid, gid, recordFile }: LoggedCommand): Promise<void> {
	const output = openSync(logFile, 'a', 0o600);
	const group = startGroup(command, args, { cwd, env, stdio: ['ignore', output, output], uid, gid, recordFile });
	const end = await group.exited.finally(() => closeSync(output));
	if (end === 'exit code 0') return;
	throw new Error(`"${[command, ...args].join(' ')}" ended with ${end} in ${cwd}.\n${excerptOf(logFile)}`);
}

/** A log with its path, shortened in the middle, for an error message. */
export function excerptOf(logFile: string): string {
	const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n');
	// npm names the cause first and ends with advice; n8n names it last.
	const shown = lines.length <= 40 ? lines : [...lines.slice(0, 12), '…', ...lines.slice(-27)];
	return `From ${logFile}:\n${shown.map((line) => `  | ${line}`).join('\n')}`;
}
