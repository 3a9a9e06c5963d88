import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';

import { startAskingN8n, type AskingN8n } from './asking-n8n.mts';
import { openHarness, type Harness } from './harness.mts';

export interface Asking {
	harness: Harness;
	/** Another one in each test. */
	n8n: AskingN8n;
}

/** Call once, at the top of a suite: each test gets a sandbox as it starts, and an n8n whose process knows of no question. */
export function useAskingN8n(): Asking {
	const asking: Partial<Asking> = {};
	beforeAll(async () => {
		asking.harness = await openHarness();
	});
	beforeEach(async () => {
		const { harness } = asking as Asking;
		harness.sandbox.control.reset();
		harness.built.restart();
		asking.n8n = await startAskingN8n(harness);
	});
	afterEach(async () => await asking.n8n?.close());
	afterAll(async () => await asking.harness?.close());
	return asking as Asking;
}
