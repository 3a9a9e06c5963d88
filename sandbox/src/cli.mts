#!/usr/bin/env node
import { greet } from './cli/greeting.mts';
import { readOptions, USAGE, type CliOptions } from './cli/options.mts';
import { keepHeapSmall } from './cli/small-heap.mts';
import { explainStart } from './cli/start-error.mts';
import { USUAL_PORTS } from './deliveries/targets.mts';
import { startSandbox, type Sandbox } from './index.mts';
import { messageOf } from './model/thrown.mts';

main().catch((error: unknown) => {
	console.error(messageOf(error));
	process.exitCode = 1;
});

async function main(): Promise<void> {
	const options = readOptions(process.argv.slice(2));
	if (!options) {
		console.log(USAGE);
		return;
	}
	keepHeapSmall();
	const sandbox = await start(options);
	endOnSignals(sandbox);
	console.log(greet(sandbox, options));
}

async function start(options: CliOptions): Promise<Sandbox> {
	try {
		return await startSandbox({ ...options, localPorts: [...USUAL_PORTS, ...(options.deliverTo ?? [])] });
	} catch (error) {
		throw new Error(explainStart(error, options), { cause: error });
	}
}

function endOnSignals(sandbox: Sandbox): void {
	let isClosing = false;
	const end = () => {
		if (isClosing) return;
		isClosing = true;
		sandbox.close().then(
			() => process.exit(0),
			(error: unknown) => {
				console.error(messageOf(error));
				process.exit(1);
			},
		);
	};
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end);
}
