import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

import type { N8nProcess } from '../../../host/n8n/process.mts';

/** Bytes in use by a process of n8n. */
export interface Memory {
	/** Objects and buffers in use, measured right after a garbage collection. */
	needed: number;
	/** All memory of the process, garbage and code included. */
	rss: number;
}

export interface MemoryReport {
	/** The environment variables to start n8n with. */
	env: Record<string, string>;
	/** Reads the memory of that n8n. Call it while n8n is idle. */
	of(n8n: N8nProcess): Promise<Memory>;
}

const REPORTER = new URL('memory-report.mjs', import.meta.url).href;
const WITHIN_MS = 30_000;

const memorySchema = z.object({ needed: z.number(), rss: z.number() });

/** A report that n8n writes into a file of this folder when it gets a signal. */
export function createMemoryReport(folder: string): MemoryReport {
	const file = join(folder, 'memory.jsonl');
	const lines = () => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : []);
	return {
		env: { NODE_OPTIONS: `--import=${REPORTER}`, TAPBACK_MEMORY_REPORT: file },
		async of(n8n) {
			const known = lines().length;
			process.kill(n8n.pid(), 'SIGUSR2');
			const deadline = Date.now() + WITHIN_MS;
			while (Date.now() < deadline) {
				await sleep(50);
				const line = lines()[known];
				if (line !== undefined) return memorySchema.parse(JSON.parse(line));
			}
			throw new Error(`n8n reported no memory within ${WITHIN_MS / 1000} s.`);
		},
	};
}
