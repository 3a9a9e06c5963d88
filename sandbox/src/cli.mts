#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { startSandbox, type Sandbox } from './index.mts';

const USAGE = `tapback-sandbox: five iMessage vendors and a phone on one local port

  --port N                    the port (default 4747; 0 takes a free one)
  --host H                    the address to listen on (default 127.0.0.1)
  --allow-remote-deliveries   send webhooks to other machines too
  --help                      this text
`;

interface CliOptions {
	port: number;
	host: string;
	allowRemoteDeliveries: boolean;
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
});

async function main(): Promise<void> {
	const options = readOptions(process.argv.slice(2));
	if (!options) {
		console.log(USAGE);
		return;
	}
	const sandbox = await start(options);
	let isClosing = false;
	const stop = () => {
		if (isClosing) return;
		isClosing = true;
		void sandbox.close().then(() => process.exit(0));
	};
	process.on('SIGINT', stop);
	process.on('SIGTERM', stop);
	console.log(describe(sandbox));
}

function readOptions(args: string[]): CliOptions | undefined {
	const { values } = parseArgs({
		args,
		options: {
			port: { type: 'string', default: '4747' },
			host: { type: 'string', default: '127.0.0.1' },
			'allow-remote-deliveries': { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) return undefined;
	const port = Number(values.port);
	if (!Number.isInteger(port) || port < 0 || port > 65_535) {
		throw new Error(`--port must be a whole number from 0 to 65535, not "${values.port}".`);
	}
	return { port, host: values.host, allowRemoteDeliveries: values['allow-remote-deliveries'] };
}

async function start({ port, host, allowRemoteDeliveries }: CliOptions): Promise<Sandbox> {
	try {
		return await startSandbox({ port, host, allowRemoteDeliveries });
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
			throw new Error(`Port ${port} on ${host} is taken, perhaps by another sandbox. Stop it, or choose another with --port.`);
		}
		throw error;
	}
}

function describe(sandbox: Sandbox): string {
	const lines = Object.values(sandbox.control.overview().providers).map(({ name, baseUrl, credentials }) => {
		const keys = Object.entries(credentials)
			.map(([field, value]) => `${field} ${value}`)
			.join('  ');
		return `  ${name.padEnd(12)}${baseUrl.padEnd(36)}${keys}`;
	});
	return [`Tapback sandbox on ${sandbox.url}  (control: ${sandbox.url}/control)`, '', ...lines, '', 'Ctrl-C ends it.'].join('\n');
}
