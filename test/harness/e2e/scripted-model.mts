import { z } from 'zod';

import { startLocalServer, type Answer, type LocalServer } from './local-server.mts';

/** One request to the model: the tools it may call, and the conversation so far. */
export type Asked = z.infer<typeof askedSchema>;

/** A chat model with scripted turns, behind OpenAI's interface. */
export interface ScriptedModel extends LocalServer {
	/** All requests since it started. */
	asked: readonly Asked[];
	/** The results of tools, in the order in which the model received them. */
	heard(): string[];
}

const toolSchema = z.object({ function: z.object({ name: z.string(), parameters: z.record(z.unknown()).default({}) }) });
const messageSchema = z.object({ role: z.string(), content: z.unknown() });
const askedSchema = z.object({
	messages: z.array(messageSchema).min(1),
	tools: z.array(toolSchema).default([]),
	stream: z.boolean().default(false),
});

const HUMAN_IN_THE_LOOP = ['toolParameters', 'hitlParameters'];

/** A call of a tool, by its place among the model's tools. Default: the first. */
export interface ScriptedCall {
	tool?: number;
	args: Readonly<Record<string, unknown>>;
}

/** A model that makes these calls in one turn, then repeats the results of the tools. */
export async function startScriptedModel(calls: readonly ScriptedCall[]): Promise<ScriptedModel> {
	const asked: Asked[] = [];
	const server = await startLocalServer((path, body): Answer => {
		if (!path.endsWith('/chat/completions')) throw new Error(`The scripted model has no ${path}.`);
		const request = askedSchema.parse(body);
		if (request.stream) throw new Error('The scripted model does not stream.');
		asked.push(request);
		return { status: 200, body: completion(nextMessage(request, calls)) };
	});
	return { ...server, asked, heard: () => asked.flatMap(({ messages }) => toolTexts(messages)) };
}

function nextMessage({ messages, tools }: Asked, calls: readonly ScriptedCall[]): Record<string, unknown> {
	const said = toolTexts(messages);
	if (said.length > 0) return { role: 'assistant', content: `The tool said: ${said.join(' And: ')}` };
	if (tools.length === 0) return { role: 'assistant', content: 'I have no tool.' };
	const tool_calls = calls.map(({ tool = 0, args: plain }, index) => {
		const called = tools[tool];
		if (called === undefined) throw new Error(`The scripted model has no tool ${tool}.`);
		const { name, parameters } = called.function;
		const args = isGated(parameters) ? { toolParameters: plain, hitlParameters: {} } : plain;
		return { id: `call_${index + 1}`, type: 'function', function: { name, arguments: JSON.stringify(args) } };
	});
	return { role: 'assistant', content: null, tool_calls };
}

/** n8n wraps the arguments of a tool that a human must allow. */
function isGated({ properties }: Record<string, unknown>): boolean {
	const names = typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
	return HUMAN_IN_THE_LOOP.every((name) => names.includes(name));
}

/** The results of tools since the user's last message. n8n puts each result behind a call of its own. */
function toolTexts(messages: Asked['messages']): string[] {
	const last = messages.findLastIndex(({ role }) => role === 'user');
	const said = messages.slice(last + 1).filter(({ role }) => role === 'tool');
	return said.map(({ content }) => (typeof content === 'string' ? content : JSON.stringify(content)));
}

function completion(message: Record<string, unknown>): Record<string, unknown> {
	const finish_reason = 'tool_calls' in message ? 'tool_calls' : 'stop';
	const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
	return {
		id: 'scripted',
		object: 'chat.completion',
		created: 0,
		model: 'scripted',
		choices: [{ index: 0, message, finish_reason }],
		usage,
	};
}
