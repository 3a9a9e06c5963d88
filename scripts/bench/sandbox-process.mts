import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const CLI = join(import.meta.dirname, '..', '..', 'sandbox', 'dist', 'cli.mjs');

export interface RunningCli {
	url: string;
	/** From the spawn to the first answer. */
	seconds: number;
	/** The resident set now. */
	megabytes(): number;
	end(): Promise<void>;
}

/** Starts the built command on a free port. Rejects if the command ends. */
export async function startCli(args: string[]): Promise<RunningCli> {
	const startedAt = performance.now();
	const child = spawn(process.execPath, [CLI, '--port', '0', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
	const url = await greetedUrl(child.stdout);
	await fetch(`${url}/control/health`);
	return {
		url,
		seconds: (performance.now() - startedAt) / 1000,
		megabytes: () => Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' })) / 1024,
		async end() {
			const exit = once(child, 'exit');
			child.kill('SIGINT');
			const [code]: unknown[] = await exit;
			if (code !== 0) throw new Error(`The sandbox ended with ${String(code)}.`);
		},
	};
}

/** The seconds of an empty Node process. */
export async function timeBareNode(): Promise<number> {
	const startedAt = performance.now();
	await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit');
	return (performance.now() - startedAt) / 1000;
}

async function greetedUrl(output: NodeJS.ReadableStream): Promise<string> {
	let printed = '';
	return new Promise((resolve, reject) => {
		output.on('data', (chunk: Buffer) => {
			printed += chunk.toString();
			const [, url] = /^Open (\S+)\n/.exec(printed) ?? [];
			if (url !== undefined) resolve(url);
		});
		output.on('end', () => reject(new Error(`The sandbox ended without an address:\n${printed}`)));
	});
}
