import { TapbackError, isTapbackError, sentenceOf } from '../../../../core/index.ts';
import { inOwnWords } from '../options/own-words.mts';
import { HINT_TEXTS } from '../options/hint-texts.mts';

/** Reports a failure. `what`: a sentence without a full stop, such as `A handler failed`. */
export type Report = (what: string, error: unknown) => void;

const QUIET_MS = 60_000;

/**
 * Reports failures that no caller gets: to `onError`, else to the console. Never throws. The console gets one line a minute for
 * each kind of failure, because anybody can send forged deliveries.
 */
export function createReport(onError: ((error: TapbackError) => void) | undefined, isQuiet: () => boolean): Report {
	const lastAt = new Map<string, number>();
	return (what, error) => {
		const reported = toTapbackError(what, error);
		if (onError) return callSafely(() => onError(reported));
		const kind = `${what} ${reported.code}`;
		const now = Date.now();
		if (isQuiet() || now - (lastAt.get(kind) ?? -Infinity) < QUIET_MS) return;
		lastAt.set(kind, now);
		console.warn(`botkit-plugin-tapback: ${reported.message}`);
	};
}

/** Calls a user's function, and drops its error: an error of `onError` can't be reported, and must not end the process. */
export function callSafely(task: () => unknown): void {
	try {
		void Promise.resolve(task()).catch(() => undefined);
	} catch {
		// Dropped, as a rejection is.
	}
}

function toTapbackError(what: string, error: unknown): TapbackError {
	if (isTapbackError(error)) {
		return new TapbackError(error.code, `${what}: ${inOwnWords(sentenceOf(error, HINT_TEXTS))}`, {
			...error.details,
			hintKey: undefined,
			cause: error,
		});
	}
	return new TapbackError('REFUSED', `${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
}
