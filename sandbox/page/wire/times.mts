/** The local time of day: `14:03:27`, or with milliseconds `14:03:27.123`. */
export function formatTime(at: string, precision: 'seconds' | 'milliseconds' = 'seconds'): string {
	const date = new Date(at);
	if (Number.isNaN(date.getTime())) return at;
	const pad = (value: number, length = 2) => String(value).padStart(length, '0');
	const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => pad(part)).join(':');
	return precision === 'seconds' ? time : `${time}.${pad(date.getMilliseconds(), 3)}`;
}

/** `8 ms`, `1.2 s`. */
export function formatDuration(durationMs: number): string {
	return durationMs < 1000 ? `${Math.round(durationMs)} ms` : `${(durationMs / 1000).toFixed(1)} s`;
}
