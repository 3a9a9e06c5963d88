import { Icon } from '../parts/Icon.tsx';
import { entryId, loggedOf, type WireEntry } from './entries.mts';
import { groupId, type WireGroup } from './groups.mts';
import { namesFor } from './names.mts';
import { statusOf, type Status } from './status.mts';
import { StatusChip } from './StatusChip.tsx';
import { askingFirst, storyOfCopies } from './story.mts';
import { formatTime } from './times.mts';
import { titleOf } from './titles.mts';
import { openIds, toggleGroup } from './wire-state.mts';
import { WireRow } from './WireRow.tsx';

/** A folded group of entries: calls for set-up, or one event to several receivers. */
export function WireGroupRow({ group }: { group: Exclude<WireGroup, { kind: 'one' }> }) {
	const [newest] = group.entries;
	if (newest === undefined) return null;
	const id = groupId(group);
	const isOpen = openIds.value.has(id);
	const { at, provider } = loggedOf(newest);
	const names = namesFor(provider);
	const isSetup = group.kind === 'setup';
	const entries = isSetup ? group.entries : askingFirst(group.entries, names);
	const [first = newest] = entries;
	const listId = `wire-group-${entryId(first)}`;
	const title = isSetup ? `${names.clientName} → ${names.providerName}: sets up and looks around` : storyOfCopies(entries, names);
	return (
		<li class="wire-entry wire-group" data-open={isOpen} data-kind={group.kind}>
			<button
				type="button"
				class="wire-row"
				aria-expanded={isOpen}
				aria-controls={isOpen ? listId : undefined}
				onClick={() => toggleGroup(id, isSetup ? undefined : entryId(first))}
			>
				<span class="wire-when">
					<span class="wire-direction">
						<Icon name={first.kind === 'request' ? 'in' : 'out'} size={14} />
						<span class="visually-hidden">{entries.length} together </span>×{entries.length}
					</span>{' '}
					<time class="wire-time soft" dateTime={at}>
						{formatTime(at)}
					</time>{' '}
				</span>
				<span class="wire-title wire-story">
					<bdi>{title}</bdi>
				</span>{' '}
				{!isSetup && (
					<span class="wire-technical">
						<b>{titleOf(first).method}</b> {titleOf(first).name}
					</span>
				)}{' '}
				<span class="wire-group-status">
					{!isSetup && differentStatuses(entries).map((status) => <StatusChip key={status.text} status={status} />)}
				</span>
				<span class="wire-meta" />
				<span class="wire-chevron">
					<Icon name="more" size={14} />
				</span>
			</button>
			{isOpen && (
				<ul class="wire-group-list" id={listId} aria-label={title}>
					{entries.map((entry) => (
						<WireRow key={entryId(entry)} entry={entry} />
					))}
				</ul>
			)}
		</li>
	);
}

// Copies that ended the same way say so once.
function differentStatuses(entries: readonly WireEntry[]): Status[] {
	return [...new Map(entries.map(statusOf).map((status) => [status.text, status])).values()];
}
