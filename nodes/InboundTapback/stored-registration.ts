import type { IDataObject, IExecuteFunctions, IHookFunctions, ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';

import type { FieldValues, Provider, Registration } from '../../core';
import { nodeKey } from '../shared/node-key';
import { SECRET_PREFIX } from '../shared/kept-secrets';

/*
 * The signing secret is in the node's static data, where webhook() can read it for nothing. But any node of the workflow
 * may write static data, and n8n then replaces all of it, also with what it was before the registration, or without it
 * where a waiting run goes on (docs/decisions/0019). So this process keeps a copy.
 */

export interface StoredRegistration extends Registration {
	/** Whose it is: see `accountOf`. */
	account: string;
	/** What it was registered with. */
	fields: FieldValues;
}

type Context = IHookFunctions | IWebhookFunctions | ITriggerFunctions | IExecuteFunctions;

interface Copy {
	registration: StoredRegistration;
	/** What else of ours is in the workflow's static data. */
	keptSecrets: IDataObject;
	/** Whether this process registered it, so that there is no newer one. */
	isOwn: boolean;
}

const copies = new Map<string, Copy>();

/** What the workflow's static data says; `undefined` where that holds none of this provider. */
export function storedRegistration(context: Context, provider: Provider): StoredRegistration | undefined {
	const { registration } = context.getWorkflowStaticData('node');
	if (typeof registration !== 'object' || registration === null) return undefined;
	const { provider: owner, id, url, secret, account, fields } = registration as IDataObject;
	const isComplete = typeof id === 'string' && typeof url === 'string' && typeof secret === 'string';
	if (!isComplete || owner !== provider.id) return undefined;
	return { id, url, secret, account: typeof account === 'string' ? account : '', fields: toFields(fields) };
}

/** What this process knows of the node's registration. */
export function copiedRegistration(context: Context): (StoredRegistration & { isOwn: boolean }) | undefined {
	const copy = copies.get(nodeKey(context));
	return copy && { ...copy.registration, isOwn: copy.isOwn };
}

/** Keeps a registration of this process, in static data and beside it. */
export function storeRegistration(context: Context, provider: Provider, registration: StoredRegistration): void {
	context.getWorkflowStaticData('node').registration = { provider: provider.id, ...registration };
	if (!isTest(context)) copies.set(nodeKey(context), { registration, keptSecrets: keptSecretsIn(context), isOwn: true });
}

/** Copies what static data says, after a delivery or the provider proved it. */
export function copyRegistration(context: Context, registration: StoredRegistration): void {
	const { registration: known } = copies.get(nodeKey(context)) ?? {};
	if (isTest(context) || (known?.id === registration.id && known.secret === registration.secret)) return;
	copies.set(nodeKey(context), { registration, keptSecrets: keptSecretsIn(context), isOwn: false });
}

/** Writes the copy back to static data. n8n saves what `webhook()` writes there. */
export function restoreRegistration(context: Context, provider: Provider): void {
	const copy = copies.get(nodeKey(context));
	if (copy === undefined) return;
	context.getWorkflowStaticData('node').registration = { provider: provider.id, ...copy.registration };
	Object.assign(context.getWorkflowStaticData('global'), copy.keptSecrets);
}

/**
 * The same in a run: what `webhook()` wrote is lost where it starts one, and a later node of this run may write all of
 * static data, as it was before. Nothing is written where nothing is lost, or a newer registration may be there.
 */
export function keepRegistration(context: IExecuteFunctions, provider: Provider): void {
	const stored = storedRegistration(context, provider);
	const copied = copiedRegistration(context);
	const isLost = copied !== undefined && (stored === undefined || (copied.isOwn && copied.secret !== stored.secret));
	if (isLost) restoreRegistration(context, provider);
}

export function forgetRegistration(context: Context): void {
	delete context.getWorkflowStaticData('node').registration;
	if (!isTest(context)) copies.delete(nodeKey(context));
}

/** A test has a URL and static data of its own, and is over soon. */
function isTest(context: Context): boolean {
	return context.getMode() === 'manual';
}

function keptSecretsIn(context: Context): IDataObject {
	const all = Object.entries(context.getWorkflowStaticData('global'));
	return Object.fromEntries(all.filter(([key]) => key.startsWith(SECRET_PREFIX)));
}

function toFields(fields: unknown): FieldValues {
	const entries: Array<[string, unknown]> = Object.entries(typeof fields === 'object' && fields !== null ? fields : {});
	const given = entries.filter(([, value]) => value !== undefined && value !== null);
	return Object.fromEntries(given.map(([name, value]) => [name, Array.isArray(value) ? value.map(String) : String(value)]));
}
