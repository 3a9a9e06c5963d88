import { scenarioOf } from '../contract/scenarios/index.mts';

/** Payloads as the vendor documents them, or as they were captured: tapbacks first, then messages. */
export function documentsOf(provider: { id: string }): readonly object[] {
	return scenarioOf(provider).documented.payloads;
}
