import { codeOf, messageOf } from '../model/thrown.mts';
import type { CliOptions } from './options.mts';

/** One sentence that says why the sandbox did not start, and what to do. */
export function explainStart(error: unknown, { port, host }: CliOptions): string {
	switch (codeOf(error)) {
		case 'EADDRINUSE':
			return `Port ${port} on ${host} is taken, perhaps by another sandbox. Stop it, or choose another with --port.`;
		case 'EACCES':
			return `This user may not listen on port ${port}. Choose one from 1024 on with --port.`;
		case 'EADDRNOTAVAIL':
			return `--host ${host} is no address of this machine. Use 127.0.0.1 for this machine only, or 0.0.0.0 for all of its addresses.`;
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return `--host ${host} is a name that nobody knows here. Use 127.0.0.1 for this machine only, or 0.0.0.0 for all of its addresses.`;
		default:
			return messageOf(error);
	}
}
