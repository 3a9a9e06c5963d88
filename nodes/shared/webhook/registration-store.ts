import type { IDataObject, IExecuteFunctions, IHookFunctions, ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';

import { createBoundedMap, createKeyedMutex, type FieldValues, type Provider, type Registration } from '../../../core';
import { SECRET_PREFIX } from './secret-store';
import { nodeKey } from '../node-key';

/*
 * The node's static data holds the signing secret, because webhook() reads static data without a request. But any node of the
 * workflow may write static data, and n8n then replaces the whole of it: with its content from before the registration, or
 * with nothing when a waiting run resumes (docs/decisions/0019). So this process keeps a copy.
 */

export interface StoredRegistration extends Registration {
	/** Digest that identifies the account at the provider. */
	account: string;
	/** The provider's fields that the webhook was registered with. */
	fields: FieldValues;
}

type Context = IHookFunctions | IWebhookFunctions | ITriggerFunctions | IExecuteFunctions;

/** Stores the webhook registrations of all nodes of one type. */
export interface RegistrationStore {
	/** The registration in static data; `undefined` if static data holds none for this provider. */
	stored(context: Context, provider: Provider): StoredRegistration | undefined;
	/** This process's copy. `isOwn`: this process registered the webhook itself, so no newer registration exists. */
	copied(context: Context, provider: Provider): (StoredRegistration & { isOwn: boolean }) | undefined;
	/** Stores a registration that this process made, in static data and as the copy. */
	store(context: Context, provider: Provider, registration: StoredRegistration): void;
	/** Copies the registration of static data, after a delivery or the provider proved that it is current. */
	copy(context: Context, provider: Provider, registration: StoredRegistration): void;
	/** Writes the copy back to static data. n8n saves what `webhook()` writes there. */
	restore(context: Context, provider: Provider): void;
	/**
	 * Restores a lost registration at the start of a run. n8n drops what `webhook()` wrote if it starts a run, and a later node
	 * of this run may write the old static data back. Writes nothing if a newer registration may be in static data.
	 */
	keep(context: IExecuteFunctions, provider: Provider): void;
	forget(context: Context): void;
	/** Whether this process forgot the registration and stored none since, because the workflow was unpublished. */
	isForgotten(context: Context): boolean;
	/** Runs changes of the webhook at the provider one after another for each node. */
	inTurn<T>(context: Context, change: () => Promise<T>): Promise<T>;
}

interface Copy {
	provider: string;
	registration: StoredRegistration;
	/** The signing secrets of the provider (secret-store.ts) in the workflow's static data. */
	secretStore: IDataObject;
	isOwn: boolean;
}

/** `key`: the registration's key in the node's static data. */
export function createRegistrationStore(key: string): RegistrationStore {
	const copies = new Map<string, Copy>();
	const forgotten = createBoundedMap<true>();
	const mutex = createKeyedMutex();
	const copyOf = (context: Context, { id }: Provider) => {
		const copy = copies.get(nodeKey(context));
		return copy?.provider === id ? copy : undefined;
	};
	const write = (context: Context, { id }: Provider, registration: StoredRegistration) => {
		context.getWorkflowStaticData('node')[key] = { provider: id, ...registration };
	};
	const remember = (context: Context, provider: Provider, { registration, isOwn }: Pick<Copy, 'registration' | 'isOwn'>) => {
		copies.set(nodeKey(context), { provider: provider.id, registration, secretStore: storedSecretsIn(context), isOwn });
		forgotten.delete(nodeKey(context));
	};

	const store: RegistrationStore = {
		stored(context, provider) {
			const saved = context.getWorkflowStaticData('node')[key];
			if (typeof saved !== 'object' || saved === null) return undefined;
			const { provider: owner, id, url, secret, account, fields } = saved as IDataObject;
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
			delete context.getWorkflowStaticData('node')[key];
			if (isTest(context)) return;
			copies.delete(nodeKey(context));
			forgotten.set(nodeKey(context), true);
		},
		isForgotten: (context) => forgotten.get(nodeKey(context)) === true,
		inTurn: async (context, change) => await mutex(nodeKey(context), change),
	};
	return store;
}

/** Whether the provider still has the copied or the stored registration. If so, the other place gets that registration, too. */
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

/** A test run has its own URL and static data, and ends soon, so it changes no copy. */
function isTest(context: Context): boolean {
	return context.getMode() === 'manual';
}

function storedSecretsIn(context: Context): IDataObject {
	const all = Object.entries(context.getWorkflowStaticData('global'));
	return Object.fromEntries(all.filter(([key]) => key.startsWith(SECRET_PREFIX)));
}

function toFields(fields: unknown): FieldValues {
	const entries: Array<[string, unknown]> = Object.entries(typeof fields === 'object' && fields !== null ? fields : {});
	const given = entries.filter(([, value]) => value !== undefined && value !== null);
	return Object.fromEntries(given.map(([name, value]) => [name, Array.isArray(value) ? value.map(String) : String(value)]));
}
