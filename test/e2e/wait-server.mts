import { setTimeout as sleep } from 'node:timers/promises';

import { startLocalServer } from './local-server.mts';

/** Stands for a question that waits: what is handed to it, and what it answers. */
export interface WaitServer {
	url: string;
	/** The bodies of all calls so far, in the order in which they came. */
	heard: readonly unknown[];
	/** Answers the next calls with these statuses, and those after them with 200 again. */
	answerNext(...statuses: number[]): void;
	/** Waits until so many calls have come. */
	waitForCalls(count: number): Promise<void>;
	close(): Promise<void>;
}

const CALLED_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 50;

/** Starts it on a free port of this machine. */
export async function startWaitServer(): Promise<WaitServer> {
	const heard: unknown[] = [];
	const statuses: number[] = [];
	const { url, close } = await startLocalServer((_, body) => {
		heard.push(body);
		return { status: statuses.shift() ?? 200, body: {} };
	});
	return {
		url: `${url}/wait?tapback-token=secret`,
		heard,
		answerNext: (...next) => void statuses.push(...next),
		async waitForCalls(count) {
			const deadline = Date.now() + CALLED_WITHIN_MS;
			while (heard.length < count && Date.now() < deadline) await sleep(LOOK_EVERY_MS);
			if (heard.length < count) throw new Error(`${heard.length} call(s) came within ${CALLED_WITHIN_MS / 1000} s, not ${count}.`);
		},
		close,
	};
}
