import { createChance, type Chance } from './chance.mts';

/** All generated cases of `test/fuzz` together. */
const ALL_CASES = Number(process.env.TAPBACK_FUZZ_RUNS ?? 1_000_000);

/** Another one in every run; a failure says which it was. */
export const SEED = Number(process.env.TAPBACK_FUZZ_SEED ?? Date.now() % 2 ** 31);

/**
 * Runs a share of all cases. Each case draws from a chance of its own, so that it fails again alone.
 * @throws the first failure, with the seed that brings it back.
 */
export function forEachCase(share: number, check: (chance: Chance) => void): void {
	const count = Math.ceil(ALL_CASES * share);
	const { stackTraceLimit } = Error;
	// A stack costs more than a verification, and nobody reads these.
	Error.stackTraceLimit = 0;
	try {
		for (let index = 0; index < count; index += 1) run(check, index);
	} finally {
		Error.stackTraceLimit = stackTraceLimit;
	}
}

/** The same for checks that wait for something, one after another. */
export async function forEachCaseInTurn(share: number, check: (chance: Chance) => Promise<void>): Promise<void> {
	const count = Math.ceil(ALL_CASES * share);
	for (let index = 0; index < count; index += 1) {
		await check(createChance(SEED, index)).catch((error: unknown) => {
			throw failureOf(index, error);
		});
	}
}

function run(check: (chance: Chance) => void, index: number): void {
	try {
		check(createChance(SEED, index));
	} catch (error) {
		throw failureOf(index, error);
	}
}

function failureOf(index: number, error: unknown): Error {
	return new Error(`Case ${index}: ${String(error)} Again with TAPBACK_FUZZ_SEED=${SEED}.`, { cause: error });
}
