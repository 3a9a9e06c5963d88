import { z } from 'zod';

import { startLocalServer, type Answer, type LocalServer } from './local-server.mts';

/** What the model was asked once: the tools it may call, and all that was said so far. */
export type Asked = z.infer<typeof askedSchema>;

/** A chat model of no intelligence, behind OpenAI's interface. */
export interface ScriptedModel extends LocalServer {
	/** All that it was asked since it started. */
	asked: readonly Asked[];
	/** What the tools told it, in the order in which it heard it. */
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

/** It calls the first tool that it is given, with these arguments, and then says what the tool said. */
export async function startScriptedModel(toolArguments: Readonly<Record<string, unknown>>): Promise<ScriptedModel> {
	const asked: Asked[] = [];
	const server = await startLocalServer((path, body): Answer => {
		if (!path.endsWith('/chat/completions')) throw new Error(`The scripted model has no ${path}.`);
		const request = askedSchema.parse(body);
		if (request.stream) throw new Error('The scripted model does not stream.');
		asked.push(request);
		return { status: 200, body: completion(nextMessage(request, toolArguments)) };
	});
	return { ...server, asked, heard: () => asked.flatMap(({ messages }) => toolText(messages.at(-1)) ?? []) };
}

function nextMessage({ messages, tools }: Asked, toolArguments: Readonly<Record<string, unknown>>): Record<string, unknown> {
	const said = toolText(messages.at(-1));
	if (said !== undefined) return { role: 'assistant', content: `The tool said: ${said}` };
	const [tool] = tools;
	if (tool === undefined) return { role: 'assistant', content: 'I have no tool.' };
	const { name, parameters } = tool.function;
	const args = isGated(parameters) ? { toolParameters: toolArguments, hitlParameters: {} } : toolArguments;
	const call = { id: 'call_1', type: 'function', function: { name, arguments: JSON.stringify(args) } };
	return { role: 'assistant', content: null, tool_calls: [call] };
}

/** n8n wraps the arguments of a tool that a human must allow. */
function isGated({ properties }: Record<string, unknown>): boolean {
	const names = typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
	return HUMAN_IN_THE_LOOP.every((name) => names.includes(name));
}

function toolText(message: z.infer<typeof messageSchema> | undefined): string | undefined {
	if (message?.role !== 'tool') return undefined;
	return typeof message.content === 'string' ? message.content : JSON.stringify(message.content);
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
