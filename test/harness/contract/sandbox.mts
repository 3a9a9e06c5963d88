import { afterAll, beforeAll, beforeEach } from '@jest/globals';

import type { Provider } from '../../../core/index.ts';
import { startSandbox, type Control, type Sandbox } from '../../../sandbox/src/index.mts';
import { createHarness, type Harness, type HarnessOptions } from './harness.mts';
import { openReceiver, type Receiver } from './receiver.mts';

/** The real sandbox and a real receiver of webhooks, for all tests of a file; each test starts from the seeded state. */
export interface SandboxHarness {
	control: Control;
	receiver: Receiver;
	/** The vendors' clock, ms since 1970: it moves with the pauses of the newest harness, and by `pass`. */
	now(): number;
	pass(ms: number): void;
	harness(provider: Provider, options?: HarnessOptions): Harness;
}

export function useSandbox(): SandboxHarness {
	let sandbox: Sandbox | undefined;
	let receiver: Receiver | undefined;
	let newest: Harness | undefined;
	let passedMs = 0;
	const now = () => (newest?.connection.now() ?? Date.now()) + passedMs;

	beforeAll(async () => {
		sandbox = await startSandbox({ port: 0, retryDelayScale: 0.001, now });
		receiver = await openReceiver();
	});
	beforeEach(() => {
		opened(sandbox).control.reset();
		opened(receiver).reset();
		newest = undefined;
		passedMs = 0;
	});
	afterAll(async () => {
		await sandbox?.close();
		await receiver?.close();
	});

	return {
		get control() {
			return opened(sandbox).control;
		},
		get receiver() {
			return opened(receiver);
		},
		now,
		pass(ms) {
			passedMs += ms;
		},
		harness(provider, options = {}) {
			newest = createHarness(provider, opened(sandbox).control, options);
			return newest;
		},
	};
}

function opened<T>(part: T | undefined): T {
	if (part !== undefined) return part;
	throw new Error('The sandbox opens before the first test, not while tests are described.');
}
