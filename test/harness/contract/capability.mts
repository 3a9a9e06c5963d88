import { describe } from '@jest/globals';

import type { CapabilityName, Provider } from '../../../core/index.ts';

/** What a capability must do where the provider has it, and how it must be missing where it hasn't. */
export function describeCapability(
	provider: Provider,
	name: CapabilityName,
	{ can, cannot }: { can: () => void; cannot: () => void },
): void {
	const { level } = provider.capabilities[name];
	describe(`${name}: ${level}`, level === 'no' ? cannot : can);
}
