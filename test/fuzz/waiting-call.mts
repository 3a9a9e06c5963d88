import { EventEmitter } from 'node:events';
import type { IWebhookFunctions } from 'n8n-workflow';

import { checkAskOptions, openQuestion, type Asked, type Provider } from '../../core/index.ts';
import { credentialKey } from '../../nodes/AskForTapback/credential-key.ts';
import { hear } from '../../nodes/AskForTapback/hear.ts';
import type { Room } from '../../nodes/AskForTapback/room.ts';
import { seal } from '../../nodes/AskForTapback/sealed-secret.ts';

export interface Call {
	headers: Record<string, string>;
	rawBody: Buffer;
	query: Record<string, unknown>;
}

export interface Answer {
	/** What the caller got; 200 where n8n answers. */
	status: number;
	/** The room n8n would go on with. */
	resumed: unknown;
	/** All that somebody could read of it. */
	told: string;
}

const API_KEY = 'fuzz-9Kd4-key-that-nobody-may-see';

/** A node that waits, as n8n calls its webhook. */
export interface Waiting {
	call(call: Call): Promise<Answer>;
	/** What n8n keeps of it. */
	kept: string;
}

/** Of the tapback in each provider's documents; Sendblue's quotes its message. */
const TARGETS: Readonly<Record<string, Partial<Asked>>> = {
	agentphone: { messageId: 'msg_1', conversationId: 'conv_1' },
	inkbox: { messageId: '11111111-2222-4333-8444-555555555504', conversationId: '11111111-2222-4333-8444-555555555502' },
	linq: { messageId: '11111111-2222-4333-8444-555555555504', conversationId: '11111111-2222-4333-8444-555555555501' },
	sendblue: { text: 'See you at noon' },
	tuco: { messageId: '6a0000000000000000000002' },
};

let count = 0;

/** `isHandedOn`: the secret is the token of who hands tapbacks on. */
export async function waitingNode(provider: Provider, secret: string, isHandedOn: boolean): Promise<Waiting> {
	const credential = Object.fromEntries(provider.credential.fields.map(({ name }) => [name, API_KEY]));
	const getCredentials = async () => ({ ...credential, webhookSecret: '' });
	const rules = checkAskOptions({ other: 'end', text: isHandedOn ? 'ignore' : 'any', reconsiderMs: 60_000, deadlineMs: 86_400_000 });
	const key = await credentialKey({ getCredentials } as never, provider);
	const room = (): Room => ({
		...{ provider: provider.id, key: 'k', nodeId: 'n', isGate: false, goesOn: false, fields: {}, marks: {}, parkings: 1 },
		// Each call finds it parked anew.
		...{ executionId: `fuzz-${(count += 1)}`, inboundWorkflow: isHandedOn ? 'inbound' : null, secret: sealed },
		asks: [{ failure: null, message: null, conversationId: 'conv_1', question }],
	});
	const sealed = seal(secret, key);
	const question = openQuestion(rules, TARGETS[provider.id] ?? {}, Date.now());

	async function call({ headers, rawBody, query }: Call): Promise<Answer> {
		const logged: unknown[] = [];
		let status = 200;
		let sent: unknown;
		const response = Object.assign(new EventEmitter(), {
			status: (code: number) => {
				status = code;
				return response;
			},
			json: (body: unknown) => (sent = body),
		});
		const context: Partial<Record<keyof IWebhookFunctions, unknown>> = {
			getCredentials,
			evaluateExpression: room,
			getNode: () => ({ name: 'Ask for Tapback' }),
			logger: { warn: (...words: unknown[]) => logged.push(words) },
			getHeaderData: () => headers,
			getRequestObject: () => ({ rawBody }),
			getBodyData: () => jsonIn(rawBody),
			getQueryData: () => query,
			getResponseObject: () => response,
		};
		const { workflowData, webhookResponse } = await hear(context as IWebhookFunctions);
		const resumed = workflowData?.[0]?.[0]?.json;
		return { status, resumed, told: JSON.stringify([sent, webhookResponse, logged, resumed]) };
	}

	return { call, kept: JSON.stringify(room()) };
}

/** @throws where it tells what proves a delivery, or what the credential holds. */
export function checkNothingTold(told: string, secret: string): void {
	const bare = secret.replace(/^whsec_/, '');
	for (const hidden of [bare, API_KEY, Buffer.from(bare).toString('base64'), Buffer.from(bare).toString('hex')]) {
		if (told.includes(hidden)) throw new Error(`It tells a secret: ${told}`);
	}
}

/** As n8n has it. */
function jsonIn(body: Buffer): unknown {
	try {
		return JSON.parse(body.toString('utf8'));
	} catch {
		return {};
	}
}
