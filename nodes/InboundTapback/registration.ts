import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import {
	TapbackError,
	createApiClient,
	isRegistered,
	registerWebhook,
	unregisterWebhook,
	type Connection,
	type FieldValues,
	type Provider,
	type WebhookSpec,
} from '../../core';
import { connect } from '../shared/calls/connection';
import { pastedSecret } from '../shared/webhook/pasted-secret';
import { reasonOf } from '../shared/errors/failure';
import { log } from '../shared/errors/log';
import { isStillRegistered, type StoredRegistration } from '../shared/webhook/registration-store';
import { checkSettings } from './check-settings';
import { createDeliveryClient } from '../shared/webhook/delivery-client';
import { requireWebhookUrl, startsAgain, webhookSpec } from '../shared/webhook/webhook-spec';
import { chosenProvider, needsMessages, registrationFields } from './settings';
import { registrations } from './registrations';

/**
 * Whether the webhook for this URL is registered already. When n8n restarts, the provider isn't asked and no setting is
 * checked, because n8n would remove the webhook if that failed.
 */
export async function isWebhookRegistered(context: IHookFunctions): Promise<boolean> {
	const provider = chosenProvider(context);
	const url = requireWebhookUrl(context, 'default');
	const stored = registrations.stored(context, provider);
	const isRestart = startsAgain(context);
	if (!isRestart) checkSettings(context, provider);
	if (isRestart && !isManual(context) && stored?.url === url) {
		registrations.copy(context, provider, stored);
		return true;
	}
	if (isManual(context)) {
		const pasted = await pastedSecret(context, provider);
		return stored !== undefined && stored.id === MANUAL && stored.url === url && stored.secret === pasted;
	}
	const { connection, spec, known } = await prepare(context, provider, stored);
	const isCurrent = await isRegistered(provider, createApiClient(provider, connection), spec, known);
	if (isCurrent && known !== undefined) registrations.copy(context, provider, known);
	return isCurrent;
}

/** Registers the webhook, or stores the secret of a webhook that was registered by hand. */
export async function createWebhook(context: IHookFunctions): Promise<void> {
	const provider = chosenProvider(context);
	if (!startsAgain(context)) checkSettings(context, provider);
	await registrations.inTurn(context, async () => {
		const stored = registrations.stored(context, provider);
		await register(context, provider, await prepare(context, provider, stored));
	});
}

/** Removes the webhook that createWebhook registered. */
export async function deleteWebhook(context: IHookFunctions): Promise<void> {
	const provider = chosenProvider(context);
	await registrations.inTurn(context, async () => {
		if (!isManual(context)) {
			const stored = registrations.stored(context, provider) ?? registrations.copied(context, provider);
			const { connection, spec } = await prepare(context, provider, stored, { fields: stored?.fields });
			await unregisterWebhook(provider, createApiClient(provider, connection), spec);
		}
		registrations.forget(context);
	});
}

/**
 * Called when a delivery doesn't verify: asks the provider whether the known registration is current, and registers anew if
 * not. With manual registration it reads the secret from the credential again. True if the secret changed.
 * @throws TapbackError if the provider gives no answer
 */
export async function renewRegistration(context: IWebhookFunctions, provider: Provider): Promise<boolean> {
	const stored = registrations.stored(context, provider);
	const url = (registrations.copied(context, provider) ?? stored)?.url;
	const isCurrent = async (candidate: StoredRegistration) => {
		const { connection, spec, known } = await prepare(context, provider, candidate, { url });
		return await isRegistered(provider, createDeliveryClient(provider, connection), spec, known);
	};
	if (!isManual(context) && (await isStillRegistered({ store: registrations, context, provider }, isCurrent))) return false;
	const prepared = await prepare(context, provider, undefined, { url });
	const { pastedSecret: pasted } = prepared.spec;
	if (isManual(context) && pasted !== undefined && pasted === stored?.secret) return false;
	await register(context, provider, { ...prepared, isDelivery: true });
	return true;
}

const MANUAL = 'manual';

/** Reads the raw value: the field takes no expressions. */
function isManual(context: IHookFunctions | IWebhookFunctions): boolean {
	return context.getNode().parameters.registration === MANUAL;
}

interface Prepared {
	connection: Connection;
	spec: WebhookSpec;
	/** The registration of this account at this URL. */
	known: StoredRegistration | undefined;
	/** Whether a delivery waits for the response meanwhile. */
	isDelivery?: boolean;
}

async function prepare(
	context: IHookFunctions | IWebhookFunctions,
	provider: Provider,
	registration: StoredRegistration | undefined,
	given: { url?: string; fields?: FieldValues } = {},
): Promise<Prepared> {
	const url = given.url ?? requireWebhookUrl(context, 'default');
	const connection = await connect(context, provider);
	const isOwn = registration !== undefined && registration.url === url && registration.account === connection.account;
	const known = isOwn ? registration : undefined;
	const spec = await webhookSpec(context, provider, {
		url,
		fields: given.fields ?? registrationFields(context, provider),
		knownSecret: known?.secret,
		wantsMessages: needsMessages(context, provider),
		isTemporary: context.getMode() === 'manual',
	});
	return { connection, spec, known };
}

async function register(context: IHookFunctions | IWebhookFunctions, provider: Provider, prepared: Prepared): Promise<void> {
	const { connection, spec, known, isDelivery = false } = prepared;
	const { account = '' } = connection;
	const { url, fields, pastedSecret: pasted } = spec;
	if (!isManual(context)) {
		const call = isDelivery ? createDeliveryClient(provider, connection) : createApiClient(provider, connection);
		if (known !== undefined && JSON.stringify(known.fields) !== JSON.stringify(fields))
			await removeFromOldPlace(context, provider, prepared);
		const registered = await registerWebhook(provider, call, spec);
		return registrations.store(context, provider, { ...registered, account, fields });
	}
	if (pasted !== undefined) return registrations.store(context, provider, { id: MANUAL, url, secret: pasted, account, fields: {} });
	throw new TapbackError(
		'SECRET_MISSING',
		`With manual registration the credential must hold the Webhook Signing Secret, or nothing could be verified. ${provider.credential.webhookSecretHint}.`,
		{ field: 'webhookSecret' },
	);
}

/** If a setting such as the agent was changed, our webhook is still registered for the earlier value. */
async function removeFromOldPlace(
	context: IHookFunctions | IWebhookFunctions,
	provider: Provider,
	{ connection, spec, known }: Prepared,
): Promise<void> {
	const call = createDeliveryClient(provider, connection);
	await unregisterWebhook(provider, call, { ...spec, fields: known?.fields ?? {} }).catch((error: unknown) => {
		log(context, 'warn', `the webhook of the earlier settings could not be removed: ${reasonOf(error)}`);
	});
}
