import { nameOf } from '../state/store.mts';
import { formatNumber } from './phone-number.mts';

/** Who is behind a number: a name, or the number as people write it. */
export function callerName(number: string): string {
	return formatNumber(nameOf(number));
}
