import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { freePort } from '../ports.mts';
import { scratchDirectory } from '../scratch-directory.mts';
import { handOver, serviceAccount } from './service-account.mts';
import { findProgram, startService } from './service.mts';

/** A Redis of our own, empty, in memory, on this machine only. */
export interface RunningRedis {
	/** How n8n is told of it. */
	env: Record<string, string>;
	/** Ends it and removes its files. */
	stop(): Promise<void>;
}

const STOP_WITHIN_MS = 5000;

/**
 * Starts it on a free port.
 * @throws Error when Redis is not installed or does not start.
 */
export async function startRedis(): Promise<RunningRedis> {
	const command = findProgram('redis-server');
	if (command === undefined) throw new Error('Redis is not installed. Debian, Ubuntu: apt-get install redis-server');
	const account = serviceAccount('redis');
	const { path: directory, remove } = scratchDirectory('tapback-redis-');
	handOver(directory, account);
	const port = await freePort();
	const password = randomBytes(24).toString('hex');
	// In a file, for everybody sees the arguments of a process.
	const settings = join(directory, 'redis.conf');
	writeFileSync(settings, `requirepass ${password}\n`, { mode: 0o600 });
	handOver(settings, account);
	const server = await startService({
		...{ name: 'Redis', command, directory, account },
		args: [settings, '--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', directory],
		isReady: () => answersPing(port),
	});
	return {
		env: { QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: String(port), QUEUE_BULL_REDIS_PASSWORD: password },
		async stop() {
			await server.end(STOP_WITHIN_MS);
			remove();
		},
	};
}

function answersPing(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
		const end = (isReady: boolean) => {
			socket.destroy();
			resolve(isReady);
		};
		socket.setTimeout(1000, () => end(false));
		socket.once('data', (answer) => end(/^(\+PONG|-NOAUTH)/.test(answer.toString())));
		socket.once('error', () => end(false));
	});
}
