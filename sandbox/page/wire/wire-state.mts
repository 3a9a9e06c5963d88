import { computed, signal } from '@preact/signals';
import { wireKind, wireScope } from '../state/preferences.mts';
import { provider, state } from '../state/store.mts';
import { entryId, filterEntries, mergeEntries } from './entries.mts';

/** The entries whose details are open. */
export const openIds = signal<ReadonlySet<string>>(new Set());

/** While the list is paused, the entries it holds. */
const heldIds = signal<ReadonlySet<string> | undefined>(undefined);

const all = computed(() => mergeEntries(state.value?.requests ?? [], state.value?.deliveries ?? []));

const chosen = computed(() =>
	filterEntries(all.value, { kind: wireKind.value, provider: wireScope.value === 'shown' ? provider.value?.id : undefined }),
);

export const isPaused = computed(() => heldIds.value !== undefined);

/** What the list shows, newest first. A paused list still follows what becomes of its entries. */
export const shownEntries = computed(() => {
	const held = heldIds.value;
	return held ? chosen.value.filter((entry) => held.has(entryId(entry))) : chosen.value;
});

/** How many entries a paused list keeps back. */
export const newCount = computed(() => chosen.value.length - shownEntries.value.length);

/** Did nothing at all go over the wire, of any kind and provider? */
export const isWireEmpty = computed(() => all.value.length === 0);

export function togglePause(): void {
	heldIds.value = isPaused.value ? undefined : new Set(all.value.map(entryId));
}

export function toggleOpen(id: string): void {
	const next = new Set(openIds.value);
	if (!next.delete(id)) next.add(id);
	openIds.value = next;
}

/** Opens a group, and with it the details of one of its entries; or closes the group. */
export function toggleGroup(id: string, entry: string | undefined): void {
	const next = new Set(openIds.value);
	if (!next.delete(id)) {
		next.add(id);
		if (entry !== undefined) next.add(entry);
	}
	openIds.value = next;
}
