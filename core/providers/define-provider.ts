import type { Limits } from '../http/api';
import type { CredentialField, CredentialSpec } from '../http/credential';
import { WHOLLY, type Capability, type CapabilityName } from './capability';
import type { FieldUse, ProviderField } from './fields';
import type { Provider } from './provider';

/** The facts of one vendor, and its differences from the defaults. */
export interface ProviderSpec<Id extends string, Secret extends string, Fields extends readonly ProviderField[]>
	extends Omit<Provider, 'id' | 'credential' | 'capabilities' | 'removal' | 'fields' | 'limits'> {
	id: Id;
	credential: Omit<CredentialSpec, 'typeName' | 'displayName' | 'fields'> & {
		/** Default: `<id>TapbackApi`. */
		typeName?: string;
		fields: ReadonlyArray<CredentialField<Secret>>;
	};
	/** Capabilities that are missing or partial. All others are `yes`. */
	capabilities: Readonly<Partial<Record<CapabilityName, Capability>>>;
	/** Default: `request`. */
	removal?: Provider['removal'];
	/** In the order that users see. */
	fields: Fields;
	/** Defaults: a timeout of 60 s, and 4 attempts, 1 s to 30 s apart. */
	limits: Pick<Limits, 'concurrent'> & Partial<Limits>;
}

/** A provider with literal types for its id, secrets and fields. */
export interface DefinedProvider<Id extends string, Secret extends string, Fields extends readonly ProviderField[]> extends Provider {
	id: Id;
	credential: CredentialSpec & { fields: ReadonlyArray<CredentialField<Secret>> };
	fields: { readonly [Use in FieldUse]: ReadonlyArray<FieldFor<Use, Fields[number]>> };
}

type FieldFor<Use extends FieldUse, Field extends ProviderField> = Field extends { usedBy: ReadonlyArray<infer Used> }
	? Use extends Used
		? Field
		: never
	: never;

/** Creates a provider from its facts and the defaults. */
export function defineProvider<Id extends string, Secret extends string, const Fields extends readonly ProviderField[]>(
	spec: ProviderSpec<Id, Secret, Fields>,
): DefinedProvider<Id, Secret, Fields> {
	const { id, name, credential, capabilities, fields, limits } = spec;
	const usedFor = <Use extends FieldUse>(use: Use) =>
		fields.filter((field): field is Fields[number] & FieldFor<Use, Fields[number]> => field.usedBy.includes(use));
	return {
		removal: 'request',
		...spec,
		credential: { typeName: `${id}TapbackApi`, displayName: `${name} Tapback API`, ...credential },
		capabilities: { ...WHOLLY, ...capabilities },
		fields: { send: usedFor('send'), get: usedFor('get'), inbound: usedFor('inbound'), ask: usedFor('ask'), wait: usedFor('wait') },
		limits: { timeoutMs: 60_000, attempts: 4, firstDelayMs: 1000, longestDelayMs: 30_000, ...limits },
	};
}
