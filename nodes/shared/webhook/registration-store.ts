import type { IDataObject, IExecuteFunctions, IHookFunctions, ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';

import { createBoundedMap, createKeyedMutex, type FieldValues, type Provider, type Registration } from '../../../core';
import { SECRET_PREFIX } from './secret-store';
import { nodeKey } from '../node-key';

/*
 * The signing secret is in the node's static data, where webhook() can read it for nothing. But any node of the workflow
 * may write static data, and n8n then replaces all of it, also with what it was before the registration, or without it
 * where a waiting run goes on (docs/decisions/0019). So this process keeps a copy.
 */

export interface StoredRegistration extends Registration {
	/** Whose it is. */
	account: string;
	/** What it was registered with. */
	fields: FieldValues;
}

type Context = IHookFunctions | IWebhookFunctions | ITriggerFunctions | IExecuteFunctions;

/** Where the nodes of one kind keep the registration of their webhook. */
export interface RegistrationStore {
	/** What the workflow's static data says; `undefined` where that holds none of this provider. */
	stored(context: Context, provider: Provider): StoredRegistration | undefined;
	/** What this process knows of the node's registration. `isOwn`: it registered it itself, so that there is no newer one. */
	copied(context: Context, provider: Provider): (StoredRegistration & { isOwn: boolean }) | undefined;
	/** Keeps a registration of this process, in static data and beside it. */
	store(context: Context, provider: Provider, registration: StoredRegistration): void;
	/** Copies what static data says, after a delivery or the provider proved it. */
	copy(context: Context, provider: Provider, registration: StoredRegistration): void;
	/** Writes the copy back to static data. n8n saves what `webhook()` writes there. */
	restore(context: Context, provider: Provider): void;
	/**
	 * The same at the beginning of a run: what `webhook()` wrote is lost where it starts one, and a later node of this run may write all
	 * of static data, as it was before. Nothing is written where nothing is lost, or a newer registration may be there.
	 */
	keep(context: IExecuteFunctions, provider: Provider): void;
	forget(context: Context): void;
	/** Whether it was forgotten in this process, and not stored since: the workflow was unpublished. */
	isForgotten(context: Context): boolean;
	/** What changes the webhook at the provider, one after the other for each node. */
	inTurn<T>(context: Context, change: () => Promise<T>): Promise<T>;
}

interface Copy {
	provider: string;
	registration: StoredRegistration;
	/** What else of ours is in the workflow's static data. */
	secretStore: IDataObject;
	isOwn: boolean;
}

/** `slot`: what it is called in the node's static data. */
export function createRegistrationStore(slot: string): RegistrationStore {
	const copies = new Map<string, Copy>();
	const forgotten = createBoundedMap<true>();
	const turns = createKeyedMutex();
	const copyOf = (context: Context, { id }: Provider) => {
		const copy = copies.get(nodeKey(context));
		return copy?.provider === id ? copy : undefined;
	};
	const write = (context: Context, { id }: Provider, registration: StoredRegistration) => {
		context.getWorkflowStaticData('node')[slot] = { provider: id, ...registration };
	};
	const remember = (context: Context, provider: Provider, { registration, isOwn }: Pick<Copy, 'registration' | 'isOwn'>) => {
		copies.set(nodeKey(context), { provider: provider.id, registration, secretStore: keptSecretsIn(context), isOwn });
		forgotten.delete(nodeKey(context));
	};

	const store: RegistrationStore = {
		stored(context, provider) {
			const kept = context.getWorkflowStaticData('node')[slot];
			if (typeof kept !== 'object' || kept === null) return undefined;
			const { provider: owner, id, url, secret, account, fields } = kept as IDataObject;
			const isComplete = typeof id === 'string' && typeof url === 'string' && typeof secret === 'string';
			if (!isComplete || owner !== provider.id) return undefined;
			return { id, url, secret, account: typeof account === 'string' ? account : '', fields: toFields(fields) };
		},
		copied(context, provider) {
			const copy = copyOf(context, provider);
			return copy && { ...copy.registration, isOwn: copy.isOwn };
		},
		store(context, provider, registration) {
			write(context, provider, registration);
			if (!isTest(context)) remember(context, provider, { registration, isOwn: true });
		},
		copy(context, provider, registration) {
			const known = copyOf(context, provider)?.registration;
			if (isTest(context) || (known?.id === registration.id && known.secret === registration.secret)) return;
			remember(context, provider, { registration, isOwn: false });
		},
		restore(context, provider) {
			const copy = copyOf(context, provider);
			if (copy === undefined) return;
			write(context, provider, copy.registration);
			Object.assign(context.getWorkflowStaticData('global'), copy.secretStore);
		},
		keep(context, provider) {
			const stored = store.stored(context, provider);
			const copied = store.copied(context, provider);
			const isLost = copied !== undefined && (stored === undefined || (copied.isOwn && copied.secret !== stored.secret));
			if (isLost) store.restore(context, provider);
		},
		forget(context) {
			delete context.getWorkflowStaticData('node')[slot];
			if (isTest(context)) return;
			copies.delete(nodeKey(context));
			forgotten.set(nodeKey(context), true);
		},
		isForgotten: (context) => forgotten.get(nodeKey(context)) === true,
		inTurn: async (context, change) => await turns(nodeKey(context), change),
	};
	return store;
}

/** Whether the provider still has what is known of the registration. Then what was lost of it is put back. */
export async function isStillRegistered(
	{ store, context, provider }: { store: RegistrationStore; context: IWebhookFunctions; provider: Provider },
	isCurrent: (known: StoredRegistration) => Promise<boolean>,
): Promise<boolean> {
	const stored = store.stored(context, provider);
	const copied = store.copied(context, provider);
	for (const candidate of [copied, stored]) {
		if (candidate === undefined || !(await isCurrent(candidate))) continue;
		if (candidate === copied && stored?.secret !== copied.secret) store.restore(context, provider);
		else store.copy(context, provider, candidate);
		return true;
	}
	return false;
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
