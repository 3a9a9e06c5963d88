const TIME = /^(\d{4}-\d{2}-\d{2})(?:[T ]((?:[01]\d|2[0-3]):[0-5]\d)(?::([0-5]\d)(?:\.(\d+))?)?(Z|([+-])(\d{2}):?(\d{2}))?)?$/i;

/** Days that not every month has. */
const LAST_DAYS = ['29', '30', '31'];

/**
 * ISO 8601 UTC with milliseconds (vendors write up to nine digits, or an offset); `null` for anything else, and for a day
 * that doesn't exist. A time without an offset counts as UTC: `Date.parse` would take it for the time of the machine.
 */
export function isoTime(text: string | undefined): string | null {
	const found = text === undefined ? null : TIME.exec(text);
	if (found === null) return null;
	const [, date = '', hoursAndMinutes = '00:00', seconds = '00', fraction = '', , sign, hours, minutes] = found;
	const written = `${date}T${hoursAndMinutes}:${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
	const time = Date.parse(written);
	if (Number.isNaN(time) || !isInCalendar(date, time)) return null;
	return sign === undefined ? written : ahead(time, sign === '+' ? -1 : 1, Number(hours) * 60 + Number(minutes));
}

/** `Date.parse` takes the 30th of February for the 2nd of March. */
function isInCalendar(date: string, time: number): boolean {
	return !LAST_DAYS.includes(date.slice(-2)) || new Date(time).toISOString().startsWith(date);
}

/** `null` where that leads out of the years that are written with four digits. */
function ahead(time: number, direction: 1 | -1, minutes: number): string | null {
	const iso = new Date(time + direction * minutes * 60_000).toISOString();
	return /^\d{4}-/.test(iso) ? iso : null;
}
