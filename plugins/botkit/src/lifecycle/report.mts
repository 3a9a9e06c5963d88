import { TapbackError, isTapbackError, sentenceOf } from '../../../../core/index.ts';
import { inOwnWords } from '../options/own-words.mts';
import { REMEDIES } from '../options/remedies.mts';

export type Report = (what: string, error: unknown) => void;

const QUIET_MS = 60_000;

/**
 * Where failures go that nobody waits for. It never throws. The console gets one line a minute for each kind,
 * because anybody can send forgeries.
 */
export function createReport(onError: ((error: TapbackError) => void) | undefined, isQuiet: () => boolean): Report {
	const lastAt = new Map<string, number>();
	return (what, error) => {
		const told = toTapbackError(what, error);
		if (onError) return guarded(() => onError(told));
		const kind = `${what} ${told.code}`;
		const now = Date.now();
		if (isQuiet() || now - (lastAt.get(kind) ?? -Infinity) < QUIET_MS) return;
		lastAt.set(kind, now);
		console.warn(`botkit-plugin-tapback: ${told.message}`);
	};
}

function toTapbackError(what: string, error: unknown): TapbackError {
	if (isTapbackError(error)) {
		return new TapbackError(error.code, `${what}: ${inOwnWords(sentenceOf(error, REMEDIES))}`, {
			...error.details,
			hintKey: undefined,
			cause: error,
		});
	}
	return new TapbackError('REFUSED', `${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
}

function guarded(tell: () => unknown): void {
	try {
		void Promise.resolve(tell()).catch(() => undefined);
	} catch {
		// There is nobody left to tell.
	}
}
