import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOptions } from '../src/cli/options.mts';
import { explainStart } from '../src/cli/start-error.mts';
import { until } from './harness/sandbox.mts';

const CLI = join(__dirname, '..', 'src', 'cli.mts');
const PATIENCE_MS = 30_000;

let directory: string;
let running: ChildProcessWithoutNullStreams[] = [];

beforeEach(async () => {
	directory = await mkdtemp(join(tmpdir(), 'tapback-cli-'));
});

afterEach(async () => {
	for (const child of running) child.kill('SIGKILL');
	running = [];
	await rm(directory, { recursive: true });
});

describe('the command', () => {
	it(
		'says where to look, who gets in, what gets out, what is kept, how to log in',
		async () => {
			const { lines, url } = await start([]);
			expect(lines.slice(0, 6)).toEqual([
				`Open ${url}`,
				'',
				'It listens on this machine only.',
				'Webhooks go to this machine only; --allow-remote-deliveries changes that.',
				'State is kept in memory and ends with the sandbox; --state FILE keeps it.',
				'',
			]);
			expect(lines.slice(6, 11).map((line) => line.trim().split(/ {2,}/))).toEqual([
				['AgentPhone', `${url}/agentphone`, 'apiKey sk_live_agentphone_sandbox'],
				['Inkbox', `${url}/inkbox`, 'apiKey ApiKey_inkbox_sandbox'],
				['Linq', `${url}/linq`, 'apiKey linq_sandbox_token'],
				['Sendblue', `${url}/sendblue`, 'apiKeyId sendblue-sandbox-key-id', 'apiSecretKey sendblue-sandbox-secret-key'],
				['Tuco', `${url}/tuco`, 'apiKey tuco_sk_sandbox'],
			]);
			expect(lines.at(-1)).toBe('Ctrl-C ends it.');
		},
		PATIENCE_MS,
	);

	it(
		'says so when it is open to others, sends elsewhere and keeps its state; which outlives it',
		async () => {
			const file = join(directory, 'state.json');
			const first = await start(['--host', '0.0.0.0', '--allow-remote-deliveries', '--state', file]);
			const { port } = new URL(first.url);
			expect(first.lines.slice(0, 5)).toEqual([
				`Open http://127.0.0.1:${port}`,
				'',
				`It listens on 0.0.0.0, port ${port}: other machines reach the vendor APIs. The page and the control API answer this machine only.`,
				'Webhooks go to other machines too.',
				`State is kept in ${file}`,
			]);
			await post(`${first.url}/control/linq/messages`, { from: 'human', text: 'Before the end' });
			expect(await end(first.child)).toBe(0);
			const second = await start(['--state', file]);
			expect(await (await fetch(`${second.url}/control/linq/messages`)).text()).toContain('Before the end');
		},
		PATIENCE_MS,
	);

	it(
		'ends with one sentence when it cannot start',
		async () => {
			const { url } = await start([]);
			const { port } = new URL(url);
			expect(await fail(['--port', port])).toEqual([
				1,
				`Port ${port} on 127.0.0.1 is taken, perhaps by another sandbox. Stop it, or choose another with --port.\n`,
			]);
			const foreign = join(directory, 'package.json');
			await writeFile(foreign, '{}');
			expect(await fail(['--state', foreign])).toEqual([
				1,
				`${foreign} is not a state file of tapback-sandbox, and stays as it is. Name another file.\n`,
			]);
			expect(await fail(['--stat', 'x'])).toEqual([1, "Unknown option '--stat'. --help lists the options.\n"]);
		},
		PATIENCE_MS,
	);

	it(
		'names its options',
		async () => {
			const { child, output } = run(['--help']);
			expect((await once(child, 'exit'))[0]).toBe(0);
			for (const option of ['--port N', '--host H', '--allow-remote-deliveries', '--state FILE']) expect(output()).toContain(option);
		},
		PATIENCE_MS,
	);
});

describe('the command line', () => {
	it('is read', () => {
		const defaults = { port: 4747, host: '127.0.0.1', allowRemoteDeliveries: false, stateFile: undefined };
		expect(readOptions([])).toEqual(defaults);
		expect(readOptions(['--port=0', '--host', '::1', '--state', 's.json', '--allow-remote-deliveries'])).toEqual({
			port: 0,
			host: '::1',
			allowRemoteDeliveries: true,
			stateFile: 's.json',
		});
		expect(readOptions(['--help'])).toBeUndefined();
	});

	it.each([
		[['--prot', '1'], "Unknown option '--prot'. --help lists the options."],
		[['start'], "Unexpected argument 'start'. --help lists the options."],
		[['--port'], "Option '--port <value>' argument missing. --help lists the options."],
		[['--state', '--help'], "Option '--state' argument is ambiguous. --help lists the options."],
		[['--help=yes'], "Option '--help' does not take an argument. --help lists the options."],
		[['--port', 'http'], '--port must be a whole number from 0 to 65535, not "http".'],
		[['--port='], '--port must be a whole number from 0 to 65535, not "".'],
		[['--port', '65536'], '--port must be a whole number from 0 to 65535, not "65536".'],
		[['--host='], '--host needs an address, such as 127.0.0.1 or 0.0.0.0.'],
		[['--state='], '--state needs the name of a file.'],
	])('with %j is refused in one sentence', (args, sentence) => {
		expect(() => readOptions(args)).toThrow(expect.objectContaining({ message: sentence }));
	});
});

describe('a start that fails', () => {
	const options = { port: 80, host: 'somewhere', allowRemoteDeliveries: false, stateFile: undefined };

	it.each([
		['EADDRINUSE', 'Port 80 on somewhere is taken, perhaps by another sandbox. Stop it, or choose another with --port.'],
		['EACCES', 'This user may not listen on port 80. Choose one from 1024 on with --port.'],
		[
			'EADDRNOTAVAIL',
			'--host somewhere is no address of this machine. Use 127.0.0.1 for this machine only, or 0.0.0.0 for all of its addresses.',
		],
		[
			'ENOTFOUND',
			'--host somewhere is a name that nobody knows here. Use 127.0.0.1 for this machine only, or 0.0.0.0 for all of its addresses.',
		],
		['EIO', 'as Node says it'],
	])('for %s says what to do', (code, sentence) => {
		expect(explainStart(Object.assign(new Error('as Node says it'), { code }), options)).toBe(sentence);
	});
});

function run(args: string[]) {
	const child = spawn(process.execPath, ['--import', 'tsx', CLI, ...args], { cwd: join(__dirname, '..') });
	running.push(child);
	let printed = '';
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
	return { child, output: () => printed };
}

async function start(args: string[]) {
	const { child, output } = run(['--port', '0', ...args]);
	await until(() => output().includes('Ctrl-C ends it.') || child.exitCode !== null, 'the greeting', PATIENCE_MS);
	const [, url = ''] = /^Open (\S+)/.exec(output()) ?? [];
	return { child, url, lines: output().trimEnd().split('\n') };
}

async function fail(args: string[]): Promise<[unknown, string]> {
	const { child, output } = run(args);
	const [code]: unknown[] = await once(child, 'close');
	return [code, output()];
}

async function end(child: ChildProcessWithoutNullStreams): Promise<unknown> {
	child.kill('SIGINT');
	return (await once(child, 'exit'))[0];
}

async function post(url: string, body: object): Promise<void> {
	await fetch(url, { method: 'POST', body: JSON.stringify(body) });
}
