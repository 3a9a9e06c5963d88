import type { Provider } from '../../../core/index.ts';
import { SCENARIOS } from './all.mts';
import type { Scenario } from './scenario.mts';

/** @throws for a provider without a scenario: nothing is tested by being forgotten. */
export function scenarioOf(provider: Provider): Scenario {
	const scenario = SCENARIOS.get(provider.id);
	if (scenario) return scenario;
	throw new Error(`${provider.name} has no scenario: write test/contract/scenarios/${provider.id}.mts.`);
}

/** @throws where a provider claims a capability that its scenario has nothing for. */
export function needed<T>(value: T | undefined, what: string): T {
	if (value !== undefined) return value;
	throw new Error(`The scenario lacks ${what}, although the provider claims to do it.`);
}
