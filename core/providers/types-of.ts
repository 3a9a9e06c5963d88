import type { DefinedProvider } from './define-provider';
import type { ProviderField } from './fields';

/**
 * Infers the types of each provider's secrets and fields. Use `typeof` of the result, which has no value. A function, because
 * a compiled declaration then contains only the inferred types, and not the providers.
 */
export function typesOf<const All extends readonly Known[]>(
	providers: All,
):
	| {
			[One in All[number] as One['id']]: {
				secrets: { [Secret in One['credential']['fields'][number] as Secret['name']]: string };
				send: Values<One['fields']['send'][number]>;
				get: Values<One['fields']['get'][number]>;
				inbound: Values<One['fields']['inbound'][number]>;
			};
	  }
	| undefined {
	return void providers;
}

type Known = DefinedProvider<string, string, readonly ProviderField[]>;

type Values<Field extends ProviderField> = [Field] extends [never]
	? Record<string, never>
	: Flat<
			{ [One in Field as One['required'] extends true ? One['name'] : never]: Value<One> } & {
				[One in Field as One['required'] extends true ? never : One['name']]?: Value<One>;
			}
		>;

type Value<Field extends ProviderField> = Field['many'] extends true ? readonly string[] : string;

type Flat<Fields> = Fields extends infer Each ? { [Name in keyof Each]: Each[Name] } : never;
