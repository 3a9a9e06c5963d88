import { resolve } from 'node:path';
import type { Sandbox } from '../index.mts';
import { isLoopbackHost } from '../model/loopback.mts';
import type { CliOptions } from './options.mts';

/** The terminal output when the sandbox is up: its address, the allowed connections, the state file, the credentials. */
export function greet(sandbox: Sandbox, options: CliOptions): string {
	return [
		`Open ${sandbox.url}`,
		'',
		reach(sandbox, options),
		options.allowRemoteDeliveries
			? 'Webhooks go to other machines too.'
			: 'Webhooks go to this machine only; --allow-remote-deliveries changes that.',
		options.stateFile === undefined
			? 'State is kept in memory and ends with the sandbox; --state FILE keeps it.'
			: `State is kept in ${resolve(options.stateFile)}`,
		'',
		...credentialsTable(sandbox),
		'',
		'Ctrl-C ends it.',
	].join('\n');
}

function reach({ url }: Sandbox, { host }: CliOptions): string {
	if (isLoopbackHost(host)) return 'It listens on this machine only.';
	const { port } = new URL(url);
	return `It listens on ${host}, port ${port}: other machines reach the vendor APIs. The page and the control API answer this machine only.`;
}

function credentialsTable({ control }: Sandbox): string[] {
	return Object.values(control.overview().providers).map(({ name, baseUrl, credentials }) => {
		const keys = Object.entries(credentials).map(([field, value]) => `${field} ${value}`);
		return `  ${name.padEnd(12)}${baseUrl.padEnd(36)}${keys.join('  ')}`;
	});
}
