import { parseArgs } from 'node:util';
import { messageOf } from '../model/thrown.mts';

export const USAGE = `tapback-sandbox: five iMessage vendors and a phone on one local port

  --port N                    the port (default 4747; 0 takes a free one)
  --host H                    the address to listen on (default 127.0.0.1, this machine only)
  --allow-remote-deliveries   send webhooks to other machines too
  --deliver-to PORT           send webhooks to this port of this machine too (default: those of n8n and Botkit)
  --allow-host NAME           answer requests to the vendors under this name of this machine too
  --state FILE                keep the state in this file (default: in memory only)
  --help                      this text
`;

export interface CliOptions {
	port: number;
	host: string;
	allowRemoteDeliveries: boolean;
	stateFile: string | undefined;
	/** Further ports of this machine, besides the usual ones. */
	deliverTo?: number[];
	allowedHosts?: string[];
}

/** Reads the command line; `undefined` for `--help`. Throws an Error with one sentence. */
export function readOptions(args: string[]): CliOptions | undefined {
	const values = parse(args);
	if (values.help) return undefined;
	const port = Number(values.port);
	if (values.port === '' || !Number.isInteger(port) || port < 0 || port > 65_535) {
		throw new Error(`--port must be a whole number from 0 to 65535, not "${values.port}".`);
	}
	if (values.host === '') throw new Error('--host needs an address, such as 127.0.0.1 or 0.0.0.0.');
	if (values.state === '') throw new Error('--state needs the name of a file.');
	return {
		...{ port, host: values.host, allowRemoteDeliveries: values['allow-remote-deliveries'], stateFile: values.state },
		...{ deliverTo: values['deliver-to']?.map(parsePort), allowedHosts: values['allow-host']?.map(parseName) },
	};
}

function parsePort(text: string): number {
	const port = Number(text);
	if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
	throw new Error(`--deliver-to must be a port from 1 to 65535, not "${text}".`);
}

function parseName(text: string): string {
	if (/^[\w.-]+$/.test(text)) return text;
	throw new Error(`--allow-host must be the name of a host alone, such as sandbox.local, not "${text}".`);
}

function parse(args: string[]) {
	try {
		return parseArgs({
			args,
			options: {
				port: { type: 'string', default: '4747' },
				host: { type: 'string', default: '127.0.0.1' },
				'allow-remote-deliveries': { type: 'boolean', default: false },
				'deliver-to': { type: 'string', multiple: true },
				'allow-host': { type: 'string', multiple: true },
				state: { type: 'string' },
				help: { type: 'boolean', default: false },
			},
		}).values;
	} catch (error) {
		// Only Node's first sentence fits here; the others are advice for programmers.
		const [sentence] = messageOf(error).split(/\.(?:\s|$)|\n/);
		throw new Error(`${sentence}. --help lists the options.`, { cause: error });
	}
}
