import type { IExecuteFunctions, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import {
	TapbackError,
	checkFields,
	createApiClient,
	isRegistered,
	providerById,
	registerWebhook,
	unregisterWebhook,
	type ApiClient,
	type Connection,
	type Provider,
	type WebhookSpec,
} from '../../../core';
import { connect } from '../../shared/calls/connection';
import { createDeliveryClient } from '../../shared/webhook/delivery-client';
import { createRegistrationStore, isStillRegistered, type StoredRegistration } from '../../shared/webhook/registration-store';
import { requireWebhookUrl, startsAgain, webhookSpec } from '../../shared/webhook/webhook-spec';
import { ANSWER_WEBHOOK, RELAY, isAnswerUrl, relayWorkflowIn } from './answer-webhook';
import { credentialProof } from '../state/credential-proof';
import { scopeFields } from '../questions/question-plan';
import { isRecord } from '../state/records';

/*
 * The webhook at the provider that receives the answers to all questions of a published node. It is registered when the
 * workflow is published, and removed when it is unpublished. An empty secret means that the node uses another node's webhook.
 */

/** Stores the webhook registrations of all nodes of this type. */
export const answerRegistrations = createRegistrationStore('answers');

/** The stored or copied registration. Needs no credential. */
export function answerRegistration(
	context: IHookFunctions | IWebhookFunctions | IExecuteFunctions,
	provider: Provider,
): StoredRegistration | undefined {
	return answerRegistrations.stored(context, provider) ?? answerRegistrations.copied(context, provider);
}

export async function isAnswerWebhookRegistered(context: IHookFunctions): Promise<boolean> {
	if (usesRelay(context)) return true;
	const provider = chosenProvider(context);
	const known = answerRegistration(context, provider);
	if (known === undefined) return false;
	const prepared = await prepare(context, provider, known);
	const { connection, spec, account } = prepared;
	if (known.account !== account || JSON.stringify(known.fields) !== JSON.stringify(spec.fields)) return false;
	const call = createApiClient(provider, connection);
	const isCurrent =
		(startsAgain(context) && known.url === spec.url) ||
		(known.secret === '' ? (await sharedUrl(provider, call, spec)) === known.url : await isRegistered(provider, call, spec, known));
	if (!isCurrent) return false;
	if (answerRegistrations.stored(context, provider) === undefined) answerRegistrations.restore(context, provider);
	else answerRegistrations.copy(context, provider, known);
	return true;
}

export async function registerAnswerWebhook(context: IHookFunctions): Promise<void> {
	if (usesRelay(context)) return;
	const provider = chosenProvider(context);
	await answerRegistrations.inTurn(context, async () => {
		const prepared = await prepare(context, provider, answerRegistration(context, provider));
		await register(context, provider, { ...prepared, call: createApiClient(provider, prepared.connection) });
	});
}

export async function removeAnswerWebhook(context: IHookFunctions): Promise<void> {
	const provider = chosenProvider(context);
	const known = answerRegistration(context, provider);
	if (usesRelay(context) && known === undefined) return;
	await answerRegistrations.inTurn(context, async () => {
		const { connection, spec } = await prepare(context, provider, known);
		await unregisterWebhook(provider, createApiClient(provider, connection), spec);
		answerRegistrations.forget(context);
	});
}

/**
 * Called when a delivery doesn't verify: asks the provider whether the known registration is current, and registers anew if
 * not. True if it registered anew.
 * @throws TapbackError if the provider gives no answer
 */
export async function renewAnswerWebhook(context: IWebhookFunctions, provider: Provider): Promise<boolean> {
	if (usesRelay(context)) return false;
	const isCurrent = async (known: StoredRegistration) => {
		const { connection, spec, account } = await prepare(context, provider, known);
		const call = createDeliveryClient(provider, connection);
		return known.account === account && known.secret !== '' && (await isRegistered(provider, call, spec, known));
	};
	if (await isStillRegistered({ store: answerRegistrations, context, provider }, isCurrent)) return false;
	const prepared = await prepare(context, provider, undefined);
	await register(context, provider, { ...prepared, call: createDeliveryClient(provider, prepared.connection) });
	return true;
}

async function register(
	context: IHookFunctions | IWebhookFunctions,
	provider: Provider,
	{ call, spec, account }: Prepared & { call: ApiClient },
): Promise<void> {
	const shared = await sharedUrl(provider, call, spec);
	const registered = shared === undefined ? await registerWebhook(provider, call, spec) : { id: '', url: shared, secret: '' };
	answerRegistrations.store(context, provider, { ...registered, account, fields: spec.fields });
}

/** The URL of another Ask for Tapback of this n8n, if the provider allows one webhook and that node has registered it. */
async function sharedUrl(provider: Provider, call: ApiClient, spec: WebhookSpec): Promise<string | undefined> {
	if (provider.registration.list !== undefined) return undefined;
	const { conflicting } = await provider.registration.find(call, spec);
	return conflicting !== undefined && isAnswerUrl(conflicting, spec.url) ? conflicting : undefined;
}

function usesRelay(context: IHookFunctions | IWebhookFunctions): boolean {
	const relayWorkflow: unknown = context.getNodeParameter('relayWorkflow', '', { rawExpressions: true });
	return relayWorkflowIn(relayWorkflow) !== '' || context.getNodeParameter('operation') === RELAY;
}

function chosenProvider(context: IHookFunctions): Provider {
	return providerById(String(context.getNodeParameter('provider')));
}

interface Prepared {
	connection: Connection;
	spec: WebhookSpec;
	account: string;
}

async function prepare(
	context: IHookFunctions | IWebhookFunctions,
	provider: Provider,
	known: StoredRegistration | undefined,
): Promise<Prepared> {
	const url = requireWebhookUrl(context, ANSWER_WEBHOOK);
	const { account } = await credentialProof(context, provider);
	const spec = await webhookSpec(context, provider, {
		url,
		fields: registrationFields(context, provider),
		knownSecret: known?.url === url ? known.secret : undefined,
		wantsMessages: wantsMessages(context),
	});
	return { connection: await connect(context, provider), spec, account };
}

/** @throws TapbackError INVALID_INPUT for an expression, because there is no item to evaluate it with when a workflow is published. */
function registrationFields(context: IHookFunctions | IWebhookFunctions, provider: Provider): Record<string, string> {
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

/** True unless Written Answers is Ignore. An expression counts as wanted. */
function wantsMessages(context: IHookFunctions | IWebhookFunctions): boolean {
	const options: unknown = context.getNodeParameter('options', {}, { rawExpressions: true });
	return !isRecord(options) || options.text !== 'ignore';
}

function isExpression(raw: unknown): boolean {
	return typeof raw === 'string' && raw.startsWith('=');
}
