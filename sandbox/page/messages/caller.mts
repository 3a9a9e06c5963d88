import { nameOf } from '../state/store.mts';
import { formatNumber } from './phone-number.mts';

/** The name for a number, or the number as people write it. */
export function callerName(number: string): string {
	return formatNumber(nameOf(number));
}
