import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runLogged } from '../logged-command.mts';
import { freePort } from '../ports.mts';
import { startGroup } from '../process-group.mts';
import { scratchDirectory } from '../scratch-directory.mts';
import { handOver, serviceAccount } from './service-account.mts';
import { findProgram, serviceEnvironment, startService } from './service.mts';

/** A PostgreSQL of our own, empty, on this machine only. */
export interface RunningPostgres {
	/** How n8n is told of it. */
	env: Record<string, string>;
	/** Ends it and removes its files. */
	stop(): Promise<void>;
}

// Debian keeps the server's programs out of PATH: several versions may be there.
const DEBIAN_VERSIONS = '/usr/lib/postgresql';
const SUPERUSER = 'postgres';
const STOP_WITHIN_MS = 5000;

/**
 * Makes a database cluster in a temporary folder and starts it on a free port.
 * @throws Error when PostgreSQL is not installed or does not start.
 */
export async function startPostgres(): Promise<RunningPostgres> {
	const programs = programsDirectory();
	const account = serviceAccount('postgres');
	const { path: directory, remove } = scratchDirectory('tapback-postgres-');
	handOver(directory, account);
	const data = join(directory, 'data');
	const port = await freePort();
	const password = randomBytes(24).toString('hex');
	const passwordFile = join(directory, 'password');
	writeFileSync(passwordFile, password, { mode: 0o600 });
	handOver(passwordFile, account);
	await runLogged({
		command: join(programs, 'initdb'),
		args: ['-D', data, '-U', SUPERUSER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8', '--no-sync'],
		...{ cwd: directory, logFile: join(directory, 'initdb.log'), env: serviceEnvironment(), ...account },
	});
	const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'dynamic_shared_memory_type=mmap'];
	const server = await startService({
		...{ name: 'PostgreSQL', command: join(programs, 'postgres'), directory, account },
		args: ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
		isReady: () => acceptsConnections(join(programs, 'pg_isready'), { port, directory }),
	});
	return {
		env: {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(port),
			DB_POSTGRESDB_DATABASE: 'postgres',
			DB_POSTGRESDB_USER: SUPERUSER,
			DB_POSTGRESDB_PASSWORD: password,
		},
		async stop() {
			await server.end(STOP_WITHIN_MS);
			remove();
		},
	};
}

function programsDirectory(): string {
	const versions = existsSync(DEBIAN_VERSIONS) ? readdirSync(DEBIAN_VERSIONS) : [];
	const newestFirst = versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(DEBIAN_VERSIONS, version, 'bin'));
	const initdb = findProgram('initdb', newestFirst);
	if (initdb === undefined) throw new Error('PostgreSQL is not installed. Debian, Ubuntu: apt-get install postgresql');
	return dirname(initdb);
}

async function acceptsConnections(command: string, { port, directory }: { port: number; directory: string }): Promise<boolean> {
	const asked = startGroup(command, ['-q', '-h', '127.0.0.1', '-p', String(port)], {
		...{ cwd: directory, env: serviceEnvironment(), stdio: 'ignore' },
	});
	return (await asked.exited) === 'exit code 0';
}
