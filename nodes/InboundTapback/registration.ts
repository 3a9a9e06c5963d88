import { randomBytes } from 'node:crypto';
import type { IDataObject, IHookFunctions, IWebhookFunctions, WorkflowActivateMode } from 'n8n-workflow';

import {
	TapbackError,
	checkFields,
	createCall,
	isRegistered,
	registerWebhook,
	unregisterWebhook,
	type Call,
	type Provider,
	type Registration,
	type WantedHook,
} from '../../core';
import { connect } from '../shared/connection';
import { pastedSecret } from '../shared/pasted-secret';
import { keptSecretsOf } from './kept-secrets';
import { chosenProvider, registrationFields } from './settings';

/*
 * The signing secret stands in the node's static data, where webhook() can read it for nothing:
 * asking n8n for the credential at every delivery would cost more than all the rest.
 */

/** n8n starts, or another process of it takes over: what was registered for published workflows still is. */
const STARTS_AGAIN: WorkflowActivateMode[] = ['init', 'leadershipChange'];

/**
 * Whether nothing has to be done for this URL. Not asked of the provider when n8n starts again: where that fails,
 * n8n takes the webhook down.
 */
export async function isHooked(context: IHookFunctions): Promise<boolean> {
	const { provider, call, hook, pasted } = await prepare(context);
	const known = readRegistration(context, provider);
	if (STARTS_AGAIN.includes(context.getActivationMode()) && !isManual(context) && known?.url === hook.url) return true;
	if (isManual(context)) return known !== undefined && known.id === MANUAL && known.secret === pasted;
	return await isRegistered(provider, call, hook, known);
}

/** Registers the webhook, or takes over the secret of one that was registered by hand. */
export async function createHook(context: IHookFunctions): Promise<void> {
	const { provider, call, hook, pasted } = await prepare(context);
	if (!isManual(context)) return writeRegistration(context, provider, await registerWebhook(provider, call, hook));
	if (pasted !== undefined) return writeRegistration(context, provider, { id: MANUAL, url: hook.url, secret: pasted });
	throw new TapbackError(
		'SECRET_MISSING',
		`With manual registration the credential must hold the Webhook Signing Secret, or nothing could be verified. ${provider.credential.webhookSecretHint}.`,
		{ field: 'webhookSecret' },
	);
}

/** Removes what createHook registered. */
export async function deleteHook(context: IHookFunctions): Promise<void> {
	const { provider, call, hook } = await prepare(context);
	if (!isManual(context)) await unregisterWebhook(provider, call, hook);
	delete context.getWorkflowStaticData('node').registration;
}

/** The secrets a delivery may be signed with. */
export function knownSecrets(context: IWebhookFunctions, provider: Provider): string[] {
	const registration = readRegistration(context, provider);
	return registration ? [registration.secret] : [];
}

const MANUAL = 'manual';

function isManual(context: IHookFunctions): boolean {
	return context.getNodeParameter('registration') === MANUAL;
}

interface Prepared {
	provider: Provider;
	call: Call;
	hook: WantedHook;
	/** The secret that the user entered in the credential. */
	pasted: string | undefined;
}

async function prepare(context: IHookFunctions): Promise<Prepared> {
	const provider = chosenProvider(context);
	const url = context.getNodeWebhookUrl('default');
	if (url === undefined)
		throw new TapbackError('INVALID_INPUT', 'n8n gave this node no webhook URL. Save the workflow and publish it again.');
	const pasted = await pastedSecret(context, provider);
	const known = readRegistration(context, provider);
	const fields = checkFields(provider, provider.fields.inbound, registrationFields(context, provider));
	const hook: WantedHook = {
		url,
		fields,
		knownSecret: known?.url === url ? known.secret : undefined,
		keptSecrets: keptSecretsOf(context, provider),
		pastedSecret: pasted,
		isTemporary: context.getMode() === 'manual',
		newSecret: () => randomBytes(32).toString('base64url'),
	};
	return { provider, call: createCall(provider, await connect(context, provider)), hook, pasted };
}

function readRegistration(context: IHookFunctions | IWebhookFunctions, provider: Provider): Registration | undefined {
	const { registration } = context.getWorkflowStaticData('node');
	if (typeof registration !== 'object' || registration === null) return undefined;
	const { provider: owner, id, url, secret } = registration as IDataObject;
	const isComplete = typeof id === 'string' && typeof url === 'string' && typeof secret === 'string';
	return isComplete && owner === provider.id ? { id, url, secret } : undefined;
}

function writeRegistration(context: IHookFunctions, provider: Provider, registration: Registration): void {
	context.getWorkflowStaticData('node').registration = { provider: provider.id, ...registration };
}
