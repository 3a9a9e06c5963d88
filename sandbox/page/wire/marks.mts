import type { Attempt } from '../../src/deliveries/delivery.mts';
import type { WireEntry } from './entries.mts';

/** The marks of an unusual entry: a fault, retries, copies, repetitions, forgeries. */
export function marksOf(entry: WireEntry): string[] {
	if (entry.kind === 'request') return faultMark(entry.request.fault);
	const { fault, attempts } = entry.delivery;
	const retries = count(attempts, ({ kind }) => kind === 'retry');
	const tampered = count(attempts, ({ forgery }) => forgery !== null);
	return [
		...faultMark(fault),
		...(retries === 0 ? [] : [retries === 1 ? '1 retry' : `${retries} retries`]),
		...mark(
			'copied',
			count(attempts, ({ kind }) => kind === 'copy'),
		),
		...mark(
			'sent again',
			count(attempts, ({ kind, forgery }) => kind === 'redelivery' && forgery === null),
		),
		...mark('tampered', tampered),
	];
}

function faultMark(fault: string | null): string[] {
	return fault === null ? [] : [`fault: ${fault}`];
}

function mark(word: string, times: number): string[] {
	if (times === 0) return [];
	return [times === 1 ? word : `${word} ×${times}`];
}

function count(attempts: readonly Attempt[], isCounted: (attempt: Attempt) => boolean): number {
	return attempts.filter(isCounted).length;
}
