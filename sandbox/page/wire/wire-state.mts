import { computed, signal } from '@preact/signals';
import { wireKind, wireScope } from '../state/preferences.mts';
import { provider, state } from '../state/store.mts';
import { entryId, filterEntries, mergeEntries } from './entries.mts';

/** The entries whose details are open. */
export const openIds = signal<ReadonlySet<string>>(new Set());

/** The entries of a paused list. */
const heldIds = signal<ReadonlySet<string> | undefined>(undefined);

const all = computed(() => mergeEntries(state.value?.requests ?? [], state.value?.deliveries ?? []));

const chosen = computed(() =>
	filterEntries(all.value, { kind: wireKind.value, provider: wireScope.value === 'shown' ? provider.value?.id : undefined }),
);

export const isPaused = computed(() => heldIds.value !== undefined);

/** The entries of the list, newest first. The entries of a paused list are still updated. */
export const shownEntries = computed(() => {
	const held = heldIds.value;
	return held ? chosen.value.filter((entry) => held.has(entryId(entry))) : chosen.value;
});

/** The number of entries that a paused list doesn't show. */
export const newCount = computed(() => chosen.value.length - shownEntries.value.length);

/** Whether the log is empty, for every kind and provider. */
export const isWireEmpty = computed(() => all.value.length === 0);

export function togglePause(): void {
	heldIds.value = isPaused.value ? undefined : new Set(all.value.map(entryId));
}

export function toggleOpen(id: string): void {
	const next = new Set(openIds.value);
	if (!next.delete(id)) next.add(id);
	openIds.value = next;
}

/** Opens a group with the details of one of its entries, or closes the group. */
export function toggleGroup(id: string, entry: string | undefined): void {
	const next = new Set(openIds.value);
	if (!next.delete(id)) {
		next.add(id);
		if (entry !== undefined) next.add(entry);
	}
	openIds.value = next;
}
