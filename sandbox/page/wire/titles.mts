import type { WireEntry } from './entries.mts';
import { formatDuration } from './times.mts';

/** The title of a row. */
export interface RowTitle {
	method: string;
	/** The path or the event type. */
	name: string;
}

/** Titles the row of an entry. Long ids in paths are shortened. */
export function titleOf(entry: WireEntry): RowTitle {
	if (entry.kind === 'request') {
		const { method, path } = entry.request;
		return { method, name: shortenIds(path) };
	}
	return { method: 'POST', name: entry.delivery.eventType };
}

/** Notes under the title: the duration of a call, the receiver of a webhook. */
export function notesOf(entry: WireEntry): string[] {
	if (entry.kind === 'delivery') return [`to ${shortUrl(entry.delivery.url)}`];
	const { durationMs } = entry.request;
	return durationMs === null ? [] : [formatDuration(durationMs)];
}

/** Cuts ids in a path to their first characters: names stay, `019b2f4e-77aa-…` becomes `019b…`. */
export function shortenIds(path: string): string {
	return path
		.split('/')
		.map((segment) => (segment.length > 14 && /\d/.test(segment) ? `${segment.slice(0, 4)}…` : segment))
		.join('/');
}

/** The host and the path of a URL, without the query. */
export function placeOf(url: string): string {
	const parsed = URL.canParse(url) ? new URL(url) : undefined;
	return parsed ? `${parsed.host}${parsed.pathname === '/' ? '' : parsed.pathname}` : url;
}

function shortUrl(url: string): string {
	const parsed = URL.canParse(url) ? new URL(url) : undefined;
	return parsed ? `${parsed.host}${parsed.pathname === '/' ? '' : parsed.pathname}${parsed.search}` : url;
}
