import { z } from 'zod';

/** A client of an MCP server, over streamable HTTP, as far as a test needs one. */
export interface McpClient {
	tools(): Promise<string[]>;
	/** What the tool answered, as text. */
	call(tool: string, args: Readonly<Record<string, unknown>>): Promise<string>;
}

const answerSchema = z.object({ id: z.number().optional(), result: z.unknown().optional(), error: z.unknown().optional() });
const toolsSchema = z.object({ tools: z.array(z.object({ name: z.string() })) });

export async function connectMcp(url: string): Promise<McpClient> {
	let sessionId: string | undefined;
	let nextId = 1;

	async function post(method: string, params: unknown, id?: number): Promise<unknown> {
		const response = await fetch(url, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				accept: 'application/json, text/event-stream',
				...(sessionId === undefined ? {} : { 'mcp-session-id': sessionId }),
			},
			body: JSON.stringify({ jsonrpc: '2.0', method, params, ...(id === undefined ? {} : { id }) }),
		});
		sessionId = response.headers.get('mcp-session-id') ?? sessionId;
		const text = await response.text();
		if (!response.ok) throw new Error(`The MCP server answered ${method} with ${response.status}: ${text}`);
		if (id === undefined) return undefined;
		const answer = messagesOf(text).find((message) => message.id === id);
		if (answer === undefined || answer.error !== undefined) throw new Error(`The MCP server answered ${method}: ${text}`);
		return answer.result;
	}

	const request = async (method: string, params: unknown = {}) => await post(method, params, nextId++);
	await request('initialize', { protocolVersion: '2025-03-26', capabilities: {}, clientInfo: { name: 'test', version: '1' } });
	await post('notifications/initialized', {});
	return {
		tools: async () => toolsSchema.parse(await request('tools/list')).tools.map(({ name }) => name),
		call: async (name, args) => JSON.stringify(await request('tools/call', { name, arguments: args })),
	};
}

/** The messages of a JSON answer, or of a stream of events. */
function messagesOf(text: string): Array<z.infer<typeof answerSchema>> {
	const bodies = text.trimStart().startsWith('{') ? [text] : text.split('\n').flatMap((line) => /^data: ?(.*)$/.exec(line)?.[1] ?? []);
	return bodies.map((body) => answerSchema.parse(JSON.parse(body)));
}
