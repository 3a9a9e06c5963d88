const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The current time and the time zone. */
export interface Clock {
	/** Milliseconds since the epoch. */
	now: number;
	/** Default: the browser's. */
	timeZone?: string;
}

/** Whether to show the time between two messages: after an hour, or after midnight. */
export function isPause(earlier: string, later: string, { timeZone }: Pick<Clock, 'timeZone'> = {}): boolean {
	const passed = Date.parse(later) - Date.parse(earlier);
	return passed >= HOUR_MS || dayOf(Date.parse(earlier), timeZone) !== dayOf(Date.parse(later), timeZone);
}

/** For a line between messages: `Today` and `2:05 PM`. */
export function dayAndTime(at: string, clock: Clock): { day: string; time: string } {
	const time = format(at, { hour: 'numeric', minute: '2-digit' }, clock);
	return { day: relativeDay(at, clock) ?? format(at, { weekday: 'short', month: 'short', day: 'numeric' }, clock), time };
}

/** For a list: the time if it is today, otherwise the day. */
export function timeOrDay(at: string, clock: Clock): string {
	const day = relativeDay(at, clock);
	if (day === 'Today') return format(at, { hour: 'numeric', minute: '2-digit' }, clock);
	return day ?? format(at, { month: 'short', day: 'numeric' }, clock);
}

function relativeDay(at: string, { now, timeZone }: Clock): string | undefined {
	const day = dayOf(Date.parse(at), timeZone);
	if (day === dayOf(now, timeZone)) return 'Today';
	return day === dayOf(now - DAY_MS, timeZone) ? 'Yesterday' : undefined;
}

function dayOf(at: number, timeZone: string | undefined): string {
	return new Intl.DateTimeFormat('en', { dateStyle: 'short', timeZone }).format(at);
}

function format(at: string, options: Intl.DateTimeFormatOptions, { timeZone }: Clock): string {
	return new Intl.DateTimeFormat('en', { ...options, timeZone }).format(Date.parse(at));
}
