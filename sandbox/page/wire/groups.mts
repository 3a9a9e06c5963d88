import { loggedOf, type WireEntry } from './entries.mts';
import { isSetup } from './story.mts';

/** What the list shows in one place: an entry, or several that belong together. */
export type WireGroup =
	| { kind: 'one'; entry: WireEntry }
	/** Calls that set things up, one after another. */
	| { kind: 'setup'; entries: WireEntry[] }
	/** One event, to several receivers. */
	| { kind: 'copies'; entries: WireEntry[] };

/** Puts together what stands one below the other and belongs together. The order stays. */
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

/** Names a group for as long as its oldest entry is there. */
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

/** Two deliveries of one event: the vendor tells all its webhooks at one moment. */
function areCopies(one: WireEntry, other: WireEntry): boolean {
	if (one.kind !== 'delivery' || other.kind !== 'delivery') return false;
	const [a, b] = [one.delivery, other.delivery];
	const isSameThing = a.about != null && JSON.stringify(a.about) === JSON.stringify(b.about);
	return isSameThing && a.provider === b.provider && a.eventType === b.eventType && Math.abs(Date.parse(a.at) - Date.parse(b.at)) < 50;
}
