import { EventEmitter } from 'node:events';
import type { IExecuteFunctions, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { checkAskOptions, openQuestion, type Provider } from '../../core/index.ts';
import { answerRegistrations } from '../../nodes/AskForTapback/answers/answer-registration.ts';
import { credentialProof, type CredentialProof } from '../../nodes/AskForTapback/state/credential-proof.ts';
import { readDelivery, receiveAnswer, type AnswerDelivery } from '../../nodes/AskForTapback/answers/receive-answer.ts';
import { receiveAtRun } from '../../nodes/AskForTapback/answers/receive-at-run.ts';
import { formatParkedQuestions } from '../../nodes/AskForTapback/state/wait-state.ts';
import { scenarioOf } from '../contract/scenarios/index.mts';

/** A request as n8n hands it to a node. */
export interface Call {
	headers: Record<string, unknown>;
	rawBody: Buffer | undefined;
}

export interface Answer {
	/** What the caller got; 200 where n8n answers. */
	status: number;
	/** The items that n8n would go on with, or start a run with. */
	items: unknown;
	/** All that somebody could read of it. */
	told: string;
}

export const API_KEY_OF_FUZZ = 'fuzz-9Kd4-key-that-nobody-may-see';
export const RUN_KEY = 'run-1';

/** A published node, and a run of it that is parked with a webhook of its own. */
export interface AskingNode {
	proof: CredentialProof;
	/** What is kept of the parked run. */
	parked: Record<string, unknown>;
	/** A delivery at the webhook of the published node. */
	deliver(call: Call): Promise<Answer>;
	/** A request to the parked run. */
	atRun(call: Call, parked?: unknown): Promise<Answer>;
	/** What a run at the node takes from its first item; `undefined` where it asks. */
	deliveryIn(item: unknown): Promise<AnswerDelivery | undefined>;
}

/** Each has a workflow of its own. */
let count = 0;

export async function askingNode(provider: Provider, secret: string): Promise<AskingNode> {
	const workflowId = `fuzz-${(count += 1)}`;
	const url = `https://n8n.example.com/webhook/${workflowId}/tapback-answers`;
	const credential = Object.fromEntries(provider.credential.fields.map(({ name }) => [name, API_KEY_OF_FUZZ]));
	const getCredentials = async () => ({ ...credential, webhookSecret: '' });
	const proof = await credentialProof(Object.assign(Object.create(null), { getCredentials }), provider);
	const rules = checkAskOptions({ other: 'end', text: 'any' });
	const question = openQuestion(rules, scenarioOf(provider).documented.target, 0);
	const asked = { questions: [{ failure: null, question, conversationId: null, replyTo: null }], isHumanReview: false };
	const run = { secret: proof.seal(secret), url: proof.seal(url), questions: formatParkedQuestions(RUN_KEY, asked, proof) };
	const parked = { key: RUN_KEY, run };
	const staticData = { node: {}, global: {} };

	function contextOf({ headers, rawBody }: Call, { evaluated, logged, response }: Surroundings): IWebhookFunctions {
		const parts: Partial<Record<keyof IWebhookFunctions, unknown>> = {
			getCredentials,
			evaluateExpression: () => evaluated,
			getNode: () => ({ id: 'node-1', name: 'Ask for Tapback', credentials: {} }),
			getWorkflow: () => ({ id: workflowId }),
			getWorkflowStaticData: (of: 'node' | 'global') => staticData[of],
			getMode: () => 'webhook',
			getNodeParameter: (name: string) => (name === 'provider' ? provider.id : ''),
			logger: Object.fromEntries(['debug', 'info', 'warn', 'error'].map((level) => [level, (...words: unknown[]) => logged.push(words)])),
			getHeaderData: () => headers,
			getRequestObject: () => ({ rawBody }),
			getBodyData: () => jsonIn(rawBody),
			getResponseObject: () => response,
		};
		return Object.assign(Object.create(null), parts);
	}

	async function call(request: Call, evaluated: unknown, webhook: (context: IWebhookFunctions) => Promise<IWebhookResponseData>) {
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
		const { workflowData, webhookResponse } = await webhook(contextOf(request, { evaluated, logged, response }));
		return {
			status,
			items: workflowData?.[0]?.map(({ json }) => json),
			told: JSON.stringify([sent, webhookResponse, workflowData, logged]),
		};
	}

	// Registered by this process, so that a forgery makes it ask nobody.
	const { account } = proof;
	const registering = contextOf({ headers: {}, rawBody: undefined }, { evaluated: undefined, logged: [], response: undefined });
	answerRegistrations.store(registering, provider, { id: 'hook-1', url, secret, account, fields: {} });

	return {
		...{ proof, parked },
		deliver: async (request) => await call(request, undefined, receiveAnswer),
		atRun: async (request, given = parked) => await call(request, given, receiveAtRun),
		async deliveryIn(item) {
			const parts: Partial<Record<keyof IExecuteFunctions, unknown>> = {
				getCredentials,
				getNode: () => ({ id: 'node-1', name: 'Ask for Tapback' }),
				getWorkflow: () => ({ id: workflowId }),
				getNodeParameter: () => provider.id,
				getExecuteData: () => ({ source: null }),
				getInputData: () => [{ json: item }],
				isToolExecution: () => false,
			};
			return await readDelivery(Object.assign(Object.create(null), parts));
		},
	};
}

interface Surroundings {
	/** What expressions come to. */
	evaluated: unknown;
	logged: unknown[];
	response: unknown;
}

function jsonIn(rawBody: Buffer | undefined): unknown {
	try {
		return JSON.parse(String(rawBody));
	} catch {
		return {};
	}
}
