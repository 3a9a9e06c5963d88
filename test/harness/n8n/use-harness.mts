import { afterAll, beforeAll, beforeEach } from '@jest/globals';

import { openHarness, type Harness } from './harness.mts';

/** One harness for all tests of a file, whose sandbox starts over in each test. Call it once, at the top of the file. */
export function useHarness(): Harness {
	let opened: Harness | undefined;
	const current = () => {
		if (opened !== undefined) return opened;
		throw new Error('The harness opens before the first test, not while tests are described.');
	};
	beforeAll(async () => {
		opened = await openHarness();
	});
	beforeEach(() => current().sandbox.control.reset());
	afterAll(async () => await opened?.close());
	return {
		get sandbox() {
			return current().sandbox;
		},
		get built() {
			return current().built;
		},
		credentials: (overrides) => current().credentials(overrides),
		secrets: () => current().secrets(),
		newMessages: (provider, count) => current().newMessages(provider, count),
		send: async (provider, options) => await current().send(provider, options),
		close: async () => await current().close(),
	};
}
