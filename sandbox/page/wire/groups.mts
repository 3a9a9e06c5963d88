import { loggedOf, type WireEntry } from './entries.mts';
import { isSetup } from './story.mts';

/** A row of the list: an entry, or a group. */
export type WireGroup =
	| { kind: 'one'; entry: WireEntry }
	/** Consecutive calls for set-up. */
	| { kind: 'setup'; entries: WireEntry[] }
	/** One event to several receivers. */
	| { kind: 'copies'; entries: WireEntry[] };

/** Groups neighbouring entries that belong together. The order stays. */
export function groupEntries(entries: readonly WireEntry[]): WireGroup[] {
	const groups: WireGroup[] = [];
	for (const entry of entries) {
		const last = groups.at(-1);
		if (last !== undefined && last.kind !== 'one' && belongs(last, entry)) last.entries.push(entry);
		else if (last?.kind === 'one' && isSetup(entry) && isSetup(last.entry) && isSameProvider(last.entry, entry)) {
			groups[groups.length - 1] = { kind: 'setup', entries: [last.entry, entry] };
		} else if (last?.kind === 'one' && areCopies(last.entry, entry)) {
			groups[groups.length - 1] = { kind: 'copies', entries: [last.entry, entry] };
		} else groups.push({ kind: 'one', entry });
	}
	return groups;
}

/** The key of a group, the same as long as its oldest entry is in the list. */
export function groupId(group: WireGroup): string {
	const oldest = group.kind === 'one' ? group.entry : group.entries.at(-1);
	return oldest === undefined ? '' : `${group.kind} ${loggedOf(oldest).id}`;
}

function belongs(group: Exclude<WireGroup, { kind: 'one' }>, entry: WireEntry): boolean {
	const [first] = group.entries;
	if (first === undefined || !isSameProvider(first, entry)) return false;
	return group.kind === 'setup' ? isSetup(entry) : areCopies(first, entry);
}

function isSameProvider(one: WireEntry, other: WireEntry): boolean {
	return loggedOf(one).provider === loggedOf(other).provider;
}

/** Whether two deliveries are of one event: the vendor sends all its webhooks at the same time. */
function areCopies(one: WireEntry, other: WireEntry): boolean {
	if (one.kind !== 'delivery' || other.kind !== 'delivery') return false;
	const [a, b] = [one.delivery, other.delivery];
	const isSameThing = a.about != null && JSON.stringify(a.about) === JSON.stringify(b.about);
	return isSameThing && a.provider === b.provider && a.eventType === b.eventType && Math.abs(Date.parse(a.at) - Date.parse(b.at)) < 50;
}
