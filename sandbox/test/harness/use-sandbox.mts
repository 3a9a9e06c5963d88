import { afterEach, beforeEach } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Sandbox, SandboxOptions } from '../../src/index.mts';
import { startReceiver, startTestSandbox, type Receiver, type ReceiverAnswer } from './sandbox.mts';

/** A sandbox under one name for all tests of a file. Each test gets a new one. */
export interface TestSandbox extends Sandbox {
	/** Closes it and starts another one in its place. */
	restart(options?: SandboxOptions): Promise<void>;
}

/** A receiver of webhooks under one name for all tests of a file. Each test gets a new one. */
export interface TestReceiver extends Receiver {
	/** Closes it and starts another one in its place. */
	restart(answer?: ReceiverAnswer): Promise<void>;
}

/** A sandbox that keeps its state in a file of its own. A restart continues from the file. */
export interface KeptSandbox extends TestSandbox {
	/** The content of the file. */
	written(): Promise<string>;
}

/** Call it once, at the top of a file. */
export function useSandbox(options?: SandboxOptions): TestSandbox {
	return namedSandbox(eachTest(startTestSandbox, () => options));
}

/** Call it once, at the top of a file. */
export function useReceiver(): TestReceiver {
	const { current, restart, close } = eachTest(startReceiver, () => undefined);
	return {
		get url() {
			return current().url;
		},
		get calls() {
			return current().calls;
		},
		get statuses() {
			return current().statuses;
		},
		received: async (count) => await current().received(count),
		...{ restart, close },
	};
}

/** Call it once, at the top of a file. */
export function useKeptSandbox(): KeptSandbox {
	let directory = '';
	const stateFile = () => join(directory, 'state.json');
	beforeEach(async () => {
		directory = await mkdtemp(join(tmpdir(), 'tapback-state-'));
	});
	const sandbox = namedSandbox(eachTest(startTestSandbox, () => ({ stateFile: stateFile() })));
	afterEach(async () => await rm(directory, { recursive: true }));
	return Object.assign(sandbox, { written: async () => await readFile(stateFile(), 'utf8') });
}

interface EachTest<T, Options> {
	/** The one of the test that runs. */
	current(): T;
	restart(options?: Options): Promise<void>;
	close(): Promise<void>;
}

/** Starts one before each test and closes it after the test, if the test has not. */
function eachTest<T extends { close(): Promise<void> }, Options>(
	start: (options?: Options) => Promise<T>,
	usualOptions: () => Options | undefined,
): EachTest<T, Options> {
	let started: T | undefined;
	let isOpen = false;
	async function close(): Promise<void> {
		if (isOpen) await started?.close();
		isOpen = false;
	}
	async function restart(options = usualOptions()): Promise<void> {
		await close();
		started = await start(options);
		isOpen = true;
	}
	beforeEach(async () => await restart());
	afterEach(close);
	return {
		current() {
			if (started !== undefined) return started;
			throw new Error('It starts before each test, not while tests are described.');
		},
		...{ restart, close },
	};
}

function namedSandbox({ current, restart, close }: EachTest<Sandbox, SandboxOptions>): TestSandbox {
	return {
		get url() {
			return current().url;
		},
		get control() {
			return current().control;
		},
		provider: (id) => current().provider(id),
		onReset: (listener) => current().onReset(listener),
		...{ restart, close },
	};
}
