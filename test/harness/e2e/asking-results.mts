import { z } from 'zod';

import { startLocalServer } from './local-server.mts';

/** All items that a question gave to the node after it. */
export type NodeResult = z.infer<typeof resultSchema>;

/** A server that workflows with a question call twice: at the start for their items, at the end with the results. */
export interface ResultsServer {
	beginUrl: string;
	endUrl: string;
	/** Sets the items of the next run with this name. */
	give(name: string, items: readonly Record<string, unknown>[]): void;
	/** Forgets the last execution with this name, before another one begins. */
	forget(name: string): void;
	/** The execution that began under this name; `undefined` until it has. */
	executionOf(name: string): string | undefined;
	/** The results of a name so far, one for each time that the node after it ran. */
	of(name: string): readonly NodeResult[];
	close(): Promise<void>;
}

const beginSchema = z.object({ name: z.string(), executionId: z.coerce.string() });
const itemSchema = z.object({ json: z.record(z.unknown()), pairedItem: z.unknown().optional() });
const resultSchema = beginSchema.extend({ items: z.array(itemSchema) });

/** Body of the call at the beginning, as an expression of n8n. The answer is a list, which n8n makes items of. */
export function beginBody(name: string): string {
	return `={{ JSON.stringify({ name: ${JSON.stringify(name)}, executionId: $execution.id }) }}`;
}

/** Body of the call at the end. */
export function endBody(name: string): string {
	const items = '$input.all().map(({ json, pairedItem }) => ({ json, pairedItem }))';
	return `={{ JSON.stringify({ name: ${JSON.stringify(name)}, executionId: $execution.id, items: ${items} }) }}`;
}

/** Starts it on a free port of this machine. */
export async function startResultsServer(): Promise<ResultsServer> {
	const given = new Map<string, readonly Record<string, unknown>[]>();
	const executions = new Map<string, string>();
	const received: NodeResult[] = [];

	function answer(path: string, body: unknown): unknown {
		if (path === '/end') {
			received.push(resultSchema.parse(body));
			return {};
		}
		const { name, executionId } = beginSchema.parse(body);
		executions.set(name, executionId);
		return given.get(name) ?? [];
	}

	const { url, close } = await startLocalServer((path, body) => ({ status: 200, body: answer(path, body) }));
	return {
		beginUrl: `${url}/begin`,
		endUrl: `${url}/end`,
		give: (name, items) => void given.set(name, items),
		forget: (name) => void executions.delete(name),
		executionOf: (name) => executions.get(name),
		of: (name) => received.filter((result) => result.name === name),
		close,
	};
}
