/** A repeatable sequence of chances: the same seed and case, the same sequence. */
export interface Chance {
	/** A whole number from 0 up to, but not including, `count`. */
	below(count: number): number;
	/** True once in `times`. */
	once(times: number): boolean;
	pick<T extends NonNullable<unknown> | null>(list: readonly T[]): T;
	bytes(length: number): Buffer;
}

// Looked up once: in a test every global is found by a slow path.
const { imul } = Math;

/** Mulberry32: small, fast, and good enough to choose test cases with. */
export function createChance(seed: number, index = 0): Chance {
	let state = (imul(seed, 0x9e3779b1) ^ imul(index + 1, 0x85ebca6b)) >>> 0;
	const next = (): number => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
		return (mixed ^ (mixed >>> 14)) >>> 0;
	};
	const below = (count: number): number => next() % count;
	return {
		below,
		once: (times) => below(times) === 0,
		pick(list) {
			const picked = list[below(list.length)];
			if (picked === undefined) throw new Error('There is nothing to pick from.');
			return picked;
		},
		bytes(length) {
			const bytes = Buffer.alloc(length);
			for (let at = 0; at < length; at += 1) bytes.writeUInt8(below(256), at);
			return bytes;
		},
	};
}
