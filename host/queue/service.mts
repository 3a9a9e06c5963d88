import { closeSync, existsSync, openSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { excerptOf } from '../logged-command.mts';
import { startGroup, type ProcessGroup } from '../process-group.mts';
import type { ServiceAccount } from './service-account.mts';

export interface ServiceOptions {
	name: string;
	command: string;
	args: readonly string[];
	/** Its own folder, which also has its log. */
	directory: string;
	account: ServiceAccount;
	isReady(): Promise<boolean>;
}

const READY_WITHIN_MS = 30_000;

/**
 * Starts a server and waits until it is ready.
 * @throws Error with the end of its log if it ends or doesn't get ready.
 */
export async function startService({ name, command, args, directory, account, isReady }: ServiceOptions): Promise<ProcessGroup> {
	const logFile = join(directory, 'service.log');
	const output = openSync(logFile, 'a');
	const group = startGroup(command, args, { cwd: directory, env: serviceEnvironment(), stdio: ['ignore', output, output], ...account });
	closeSync(output);
	const deadline = Date.now() + READY_WITHIN_MS;
	while (group.isRunning() && Date.now() < deadline) {
		if (await isReady()) return group;
		await sleep(50);
	}
	group.kill();
	throw new Error(`${name} did not start.\n${excerptOf(logFile)}`);
}

/** What a service sees of our environment. */
export function serviceEnvironment(): NodeJS.ProcessEnv {
	return { PATH: process.env.PATH, LC_ALL: 'C' };
}

/** Where a program is, of these folders and then those of PATH. */
export function findProgram(name: string, directories: readonly string[] = []): string | undefined {
	const all = [...directories, ...(process.env.PATH ?? '').split(delimiter)];
	return all.map((directory) => join(directory, name)).find((file) => existsSync(file));
}
