import { SCENARIOS } from './all.mts';
import type { Scenario } from './scenario.mts';

/** @throws for a provider without a scenario: nothing is tested by being forgotten. */
export function scenarioOf({ id, name = id }: { id: string; name?: string }): Scenario {
	const scenario = SCENARIOS.get(id);
	if (scenario) return scenario;
	throw new Error(`${name} has no scenario: write test/contract/scenarios/${id}.mts.`);
}

/** @throws where a provider claims a capability that its scenario has nothing for. */
export function needed<T>(value: T | undefined, what: string): T {
	if (value !== undefined) return value;
	throw new Error(`The scenario lacks ${what}, although the provider claims to do it.`);
}
