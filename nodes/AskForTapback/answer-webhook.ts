import { createHash } from 'node:crypto';
import type { IHookFunctions, IWebhookDescription, WorkflowActivateMode } from 'n8n-workflow';

import {
	TapbackError,
	checkFields,
	createCall,
	isRegistered,
	providerById,
	registerWebhook,
	unregisterWebhook,
	type Call,
	type Provider,
	type WantedHook,
} from '../../core';
import { chosenSecret } from '../shared/account';
import { connect } from '../shared/connection';
import { keptSecretsOf } from '../shared/kept-secrets';
import { pastedSecret } from '../shared/pasted-secret';
import { credentialProof } from './credential-proof';
import { scopeFields } from './read-questions';
import { isRecord } from './records';

/*
 * The webhook at the provider through which answers to all questions of a published node arrive: registered when the
 * workflow is published, removed when it is unpublished.
 */

export const WAITING_WEBHOOK = 'default';
export const ANSWER_WEBHOOK = 'setup';

const PATH = 'tapback-answers';

export const ASK_WEBHOOKS: IWebhookDescription[] = [
	{
		// The URL of an execution that waits.
		name: WAITING_WEBHOOK,
		httpMethod: 'POST',
		responseMode: 'onReceived',
		// n8n would answer with the first item, and leave out what webhook() answers.
		responseData: '={{ undefined }}',
		path: '={{ $nodeId }}',
		restartWebhook: true,
		isFullPath: true,
	},
	{
		name: ANSWER_WEBHOOK,
		// Published workflows only: an empty method registers none, so that a test run doesn't listen for an event.
		httpMethod: '={{ $workflow.active ? "POST" : "" }}',
		responseMode: 'onReceived',
		responseData: 'noData',
		path: PATH,
	},
];

export const RELAY = 'relay';

/** What webhook() must know without a credential. */
export interface AnswerRegistration {
	provider: string;
	id: string;
	url: string;
	secret: string;
	account: string;
	/** The fields of the node that it is registered by. */
	scope: Record<string, string>;
}

/** n8n starts, or another process of it takes over: what was registered for published workflows still is. */
const STARTS_AGAIN: WorkflowActivateMode[] = ['init', 'leadershipChange'];

/** A second place: n8n can lose static data when another node of the workflow writes it. */
const registeredHere = new Map<string, AnswerRegistration>();

type StaticContext = Pick<IHookFunctions, 'getWorkflowStaticData' | 'getNode' | 'getWorkflow'>;

export function answerRegistration(context: StaticContext): AnswerRegistration | undefined {
	const { answers } = context.getWorkflowStaticData('node');
	return isRegistration(answers) ? answers : registeredHere.get(placeOf(context));
}

/** Names a webhook for answers. Providers may add a query to its URL. */
export function listenerOf(url: string): string {
	const { origin, pathname } = new URL(url);
	return createHash('sha256')
		.update(origin + pathname)
		.digest('hex')
		.slice(0, 16);
}

export async function isAnswerWebhookRegistered(context: IHookFunctions): Promise<boolean> {
	if (usesRelay(context)) return true;
	const { provider, call, hook, account, scope } = await prepare(context);
	const known = answerRegistration(context);
	if (known === undefined || known.provider !== provider.id || known.account !== account) return false;
	if (JSON.stringify(known.scope) !== JSON.stringify(scope)) return false;
	if (STARTS_AGAIN.includes(context.getActivationMode()) && known.url === hook.url) return remember(context, known);
	if (known.secret === '') return (await sharedUrl(provider, call, hook)) === known.url;
	return (await isRegistered(provider, call, hook, known)) && remember(context, known);
}

export async function registerAnswerWebhook(context: IHookFunctions): Promise<void> {
	if (usesRelay(context)) return;
	const { provider, call, hook, account, scope } = await prepare(context);
	const shared = await sharedUrl(provider, call, hook);
	const registered = shared === undefined ? await registerWebhook(provider, call, hook) : { id: '', url: shared, secret: '' };
	remember(context, { provider: provider.id, account, scope, ...registered });
}

/** The webhook of another node of this n8n that takes answers, where the provider allows one webhook and that node has it. */
async function sharedUrl(provider: Provider, call: Call, hook: WantedHook): Promise<string | undefined> {
	if (provider.registration.list !== undefined) return undefined;
	const { foreign } = await provider.registration.find(call, hook);
	return foreign !== undefined && isAnswerUrl(foreign, hook.url) ? foreign : undefined;
}

/** Whether a node of the n8n with the URL `own` takes answers there. */
export function isAnswerUrl(url: string, own: string): boolean {
	if (!URL.canParse(url)) return false;
	const [other, mine] = [new URL(url), new URL(own)];
	return other.origin === mine.origin && other.pathname.endsWith(`/${PATH}`);
}

/** @throws TapbackError HOOK_CONFLICT where the node that has the webhook for this one was unpublished meanwhile. */
export async function requireShared(provider: Provider, call: Call, { url }: Pick<AnswerRegistration, 'url'>): Promise<void> {
	const { ours } = await provider.registration.find(call, { url, fields: {}, knownSecret: undefined, newSecret: () => '' });
	if (ours.length > 0) return;
	throw new TapbackError(
		'HOOK_CONFLICT',
		`${provider.name} allows one webhook, and the workflow that had it for this one was unpublished. Unpublish this workflow and publish it again. Nothing was sent.`,
	);
}

export async function removeAnswerWebhook(context: IHookFunctions): Promise<void> {
	if (usesRelay(context) && answerRegistration(context) === undefined) return;
	const { provider, call, hook } = await prepare(context);
	await unregisterWebhook(provider, call, hook);
	delete context.getWorkflowStaticData('node').answers;
	registeredHere.delete(placeOf(context));
}

function remember(context: IHookFunctions, registration: AnswerRegistration): true {
	context.getWorkflowStaticData('node').answers = { ...registration };
	registeredHere.set(placeOf(context), registration);
	return true;
}

function usesRelay(context: IHookFunctions): boolean {
	return relayWorkflowIn(context.getNodeParameter('relayWorkflow', '')) !== '' || context.getNodeParameter('operation') === RELAY;
}

/** n8n takes the value out of a resource locator, but not out of a workflow selector. */
export function relayWorkflowIn(chosen: unknown): string {
	const value = isRecord(chosen) ? chosen.value : chosen;
	return String(value ?? '').trim();
}

interface Prepared {
	provider: Provider;
	call: Call;
	hook: WantedHook;
	account: string;
	scope: Record<string, string>;
}

async function prepare(context: IHookFunctions): Promise<Prepared> {
	const provider = providerById(String(context.getNodeParameter('provider')));
	const url = context.getNodeWebhookUrl(ANSWER_WEBHOOK);
	if (url === undefined)
		throw new TapbackError('INVALID_INPUT', 'n8n gave this node no webhook URL. Save the workflow and publish it again.');
	const known = answerRegistration(context);
	const { account } = await credentialProof(context, provider);
	const credential = await context.getCredentials(provider.credential.typeName);
	const scope = registrationFields(context, provider);
	const hook: WantedHook = {
		url,
		fields: scope,
		knownSecret: known?.url === url ? known.secret : undefined,
		pastedSecret: await pastedSecret(context, provider),
		wantsMessages: wantsMessages(context),
		keptSecrets: await keptSecretsOf(context, provider),
		newSecret: () => chosenSecret(provider, credential, url),
	};
	return { provider, call: createCall(provider, await connect(context, provider)), hook, account, scope };
}

/** @throws TapbackError INVALID_INPUT for one with an expression: with which item it would be evaluated isn't known here. */
function registrationFields(context: IHookFunctions, provider: Provider): Record<string, string> {
	const specs = scopeFields(provider);
	const values = specs.map(({ name, displayName }) => {
		const raw: unknown = context.getNodeParameter(name, '', { rawExpressions: true });
		if (!isExpression(raw)) return [name, String(raw ?? '')] as const;
		const why = 'because the webhook for the answers is registered when the workflow is published';
		throw new TapbackError('INVALID_INPUT', `${displayName} must be chosen, and can’t be an expression, ${why}.`, { field: name });
	});
	checkFields(provider, specs, Object.fromEntries(values));
	return Object.fromEntries(values);
}

/** Unless written answers are ignored for certain. */
function wantsMessages(context: IHookFunctions): boolean {
	const options: unknown = context.getNodeParameter('options', {}, { rawExpressions: true });
	return !isRecord(options) || options.text !== 'ignore';
}

export function isExpression(raw: unknown): boolean {
	return typeof raw === 'string' && raw.startsWith('=');
}

function placeOf(context: StaticContext): string {
	return `${context.getWorkflow().id ?? ''}/${context.getNode().id}`;
}

function isRegistration(value: unknown): value is AnswerRegistration {
	return (
		isRecord(value) &&
		isRecord(value.scope) &&
		['provider', 'id', 'url', 'secret', 'account'].every((name) => typeof value[name] === 'string')
	);
}
