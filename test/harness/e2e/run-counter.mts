import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

/** A run of a counted workflow, as its last node reports it. */
export type CountedRun = z.infer<typeof runSchema>;

/** A server that counted workflows call with each event. */
export interface RunCounter {
	url: string;
	/** All runs so far, in the order of their reports. */
	runs: readonly CountedRun[];
	/** Waits until no run has been reported for a while. */
	quiet(): Promise<void>;
	close(): Promise<void>;
}

const QUIET_FOR_MS = 1500;
const LOOK_EVERY_MS = 50;

const runSchema = z.object({
	provider: z.string(),
	eventId: z.string(),
	/** The text that the tapback quotes, or the id of the message that was tapped. */
	message: z.string(),
	executionId: z.coerce.number(),
});

/** Body of the call, as an expression of n8n. */
export const RUN_EXPRESSION =
	'={{ JSON.stringify({ provider: $json.provider, eventId: $json.eventId, message: $json.target?.text ?? $json.messageId, executionId: $execution.id }) }}';

/** Starts it on a free port of this machine. */
export async function startRunCounter(): Promise<RunCounter> {
	const runs: CountedRun[] = [];
	let lastAt = Date.now();
	const server = createServer((request, response) => {
		lastAt = Date.now();
		json(request).then(
			(run) => {
				runs.push(runSchema.parse(run));
				response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
			},
			() => response.destroy(),
		);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
		runs,
		async quiet() {
			lastAt = Date.now();
			while (Date.now() - lastAt < QUIET_FOR_MS) await sleep(LOOK_EVERY_MS);
		},
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
