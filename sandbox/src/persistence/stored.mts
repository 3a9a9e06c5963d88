import type { Shape } from './shape.mts';

/** A part of the state that is stored: how to save it as plain data, and how to restore it. */
export interface Kept {
	save(): unknown;
	/** Throws a ShapeError if this version can't have saved the data. */
	restore(saved: unknown, at: string): void;
}

/** Makes a part of the state storable. Saved data must have the shape that is checked when it is restored. */
export function keep<T>(shape: Shape<T>, { save, restore }: { save(): T; restore(saved: T): void }): Kept {
	return {
		save,
		restore(saved, at) {
			if (shape(saved, at)) restore(saved);
		},
	};
}
