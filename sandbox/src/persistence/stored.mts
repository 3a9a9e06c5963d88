import type { Shape } from './shape.mts';

/** A part of the state that outlives the process: how it is read out as plain data, and put back. */
export interface Kept {
	save(): unknown;
	/** Throws a ShapeError when it was never saved by this version. */
	restore(saved: unknown, at: string): void;
}

/** Makes a part of the state fit for a file. What is saved must have the shape which is asked for when it comes back. */
export function keep<T>(shape: Shape<T>, { save, restore }: { save(): T; restore(saved: T): void }): Kept {
	return {
		save,
		restore(saved, at) {
			if (shape(saved, at)) restore(saved);
		},
	};
}
