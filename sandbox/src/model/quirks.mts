import { ControlError } from '../control/control-error.mts';

export type QuirkValue = string | number | boolean;

/** The switches of a vendor: each name with its allowed values, the default first. */
export type QuirkSpec<Name extends PropertyKey = string> = Readonly<Record<Name, readonly [QuirkValue, ...QuirkValue[]]>>;

export interface Quirks<S extends QuirkSpec<keyof S>> {
	get<K extends keyof S>(name: K): S[K][number];
	/** All present values. */
	read(): Record<string, QuirkValue>;
	/** The allowed values of each, the default first. */
	choices(): Record<string, readonly QuirkValue[]>;
	/** Changes some, or none if it throws a ControlError with the allowed values. */
	change(patch: Record<string, unknown>): void;
}

/** The part of the switches the control API needs. */
export type QuirkSwitches = Pick<Quirks<QuirkSpec<never>>, 'read' | 'choices' | 'change'>;

/** Creates a vendor's switches in their default positions. */
export function createQuirks<S extends QuirkSpec<keyof S>>(spec: S): Quirks<S> {
	const current: { [K in keyof S]?: S[K][number] } = {};

	function get<K extends keyof S>(name: K): S[K][number] {
		return current[name] ?? spec[name][0];
	}

	function change(patch: Record<string, unknown>): void {
		const accepted: (() => void)[] = [];
		for (const [name, value] of Object.entries(patch)) {
			if (!isQuirkName(spec, name)) {
				throw new ControlError(400, `There is no quirk "${name}" here. Allowed: ${describe()}.`);
			}
			const allowed = spec[name].find((candidate) => candidate === value);
			if (allowed === undefined) {
				const values = spec[name].map((candidate) => JSON.stringify(candidate)).join(', ');
				throw new ControlError(400, `Quirk "${name}" cannot be ${JSON.stringify(value)}. Allowed values: ${values}.`);
			}
			accepted.push(() => {
				current[name] = allowed;
			});
		}
		for (const apply of accepted) apply();
	}

	function read(): Record<string, QuirkValue> {
		return Object.fromEntries(names().map((name) => [name, get(name)]));
	}

	function names(): Extract<keyof S, string>[] {
		return Object.keys(spec).filter((name) => isQuirkName(spec, name));
	}

	function describe(): string {
		return names()
			.map((name) => `${name} (${spec[name].join('|')})`)
			.join(', ');
	}

	const choices = () => Object.fromEntries(names().map((name) => [name, spec[name]]));

	return { get, read, choices, change };
}

function isQuirkName<S extends object>(spec: S, name: string): name is Extract<keyof S, string> {
	return Object.hasOwn(spec, name);
}
