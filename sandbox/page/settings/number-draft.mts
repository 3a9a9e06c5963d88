import { useSignal } from '@preact/signals';
import { readNumber, type NumberRange } from './read-number.mts';

/** The draft of a number. */
export interface NumberDraft {
	text: string;
	/** Its error, set only when the number is used. */
	error: string | undefined;
	type(text: string): void;
	/** The number; `undefined` if the text is no valid number, and then `error` is set. */
	take(range: NumberRange): number | undefined;
}

/** Holds the text of a number field. */
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
