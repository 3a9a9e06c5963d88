const NORMALIZED = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const TIME = /^(\d{4}-\d{2}-\d{2})(?:[T ]((?:[01]\d|2[0-3]):[0-5]\d)(?::([0-5]\d)(?:\.(\d+))?)?(Z|([+-])(\d{2}):?(\d{2}))?)?$/i;

/** Days that some months don't have. */
const LAST_DAYS = ['29', '30', '31'];

/**
 * Returns a time as ISO 8601 UTC with milliseconds; vendors write up to nine fractional digits, or an offset. `null` for any
 * other text, for a day that doesn't exist, and for a year before 2000, because some programs write an unknown time as 1970 or
 * 0001. A time without an offset counts as UTC; `Date.parse` would read it as local time.
 */
export function isoTime(text: string | undefined): string | null {
	if (text === undefined || /^[01]/.test(text)) return null;
	if (NORMALIZED.test(text)) return Number.isNaN(timeOf(text)) ? null : text;

	const [, date, hoursAndMinutes = '00:00', seconds = '00', fraction = '', , sign, hours, minutes] = TIME.exec(text) ?? [];
	if (date === undefined) return null;
	const written = `${date}T${hoursAndMinutes}:${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
	const time = timeOf(written);
	if (Number.isNaN(time)) return null;
	return sign === undefined ? written : shifted(time, (sign === '+' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)));
}

/** Milliseconds since 1970, or `NaN` for a day that doesn't exist: `Date.parse` reads February 30 as March 2. */
function timeOf(written: string): number {
	const time = Date.parse(written);
	const isCertain = Number.isNaN(time) || !LAST_DAYS.includes(written.slice(8, 10));
	return isCertain || new Date(time).toISOString() === written ? time : NaN;
}

/** `null` if the year no longer has four digits. */
function shifted(time: number, minutes: number): string | null {
	const iso = new Date(time + minutes * 60_000).toISOString();
	return /^\d{4}-/.test(iso) ? iso : null;
}
