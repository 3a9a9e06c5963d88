import { afterEach, beforeEach } from '@jest/globals';

import { startAskingN8n, type AskingN8n } from './asking-n8n.mts';
import type { Harness } from './harness.mts';
import { useHarness } from './use-harness.mts';

export interface Asking {
	harness: Harness;
	/** Another one in each test, whose process has seen no question. */
	readonly n8n: AskingN8n;
}

/** Call it once, at the top of a file. */
export function useAskingN8n(): Asking {
	const harness = useHarness();
	let started: AskingN8n | undefined;
	beforeEach(async () => {
		harness.built.restart();
		started = await startAskingN8n(harness);
	});
	afterEach(async () => await started?.close());
	return {
		harness,
		get n8n() {
			if (started !== undefined) return started;
			throw new Error('n8n starts before each test, not while tests are described.');
		},
	};
}
