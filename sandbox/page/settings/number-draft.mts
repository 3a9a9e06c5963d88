import { useSignal } from '@preact/signals';
import { readNumber, type NumberRange } from './read-number.mts';

/** A number that is being typed. */
export interface NumberDraft {
	text: string;
	/** What is wrong with it; told only when it is to be used. */
	error: string | undefined;
	type(text: string): void;
	/** The number, or `undefined` when there is none; then `error` is set. */
	take(range: NumberRange): number | undefined;
}

/** Keeps what is typed into a number field. */
export function useNumberDraft(initial: number): NumberDraft {
	const text = useSignal(String(initial));
	const error = useSignal<string | undefined>(undefined);
	return {
		text: text.value,
		error: error.value,
		type(next) {
			text.value = next;
			error.value = undefined;
		},
		take(range) {
			const read = readNumber(text.value, range);
			error.value = 'error' in read ? read.error : undefined;
			return 'value' in read ? read.value : undefined;
		},
	};
}
