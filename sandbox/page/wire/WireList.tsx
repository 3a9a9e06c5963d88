import { useRef } from 'preact/hooks';
import { entryId } from './entries.mts';
import { groupEntries, groupId } from './groups.mts';
import { useHeldPosition } from './held-position.mts';
import { moveOverRows } from './row-keys.mts';
import { shownEntries } from './wire-state.mts';
import { WireGroupRow } from './WireGroupRow.tsx';
import { WireRow } from './WireRow.tsx';

/** The entries, newest first. The arrow keys go from row to row. */
export function WireList() {
	const list = useRef<HTMLUListElement>(null);
	const [newest] = shownEntries.value;
	useHeldPosition(list, newest && entryId(newest));
	return (
		<ul ref={list} class="wire-list" aria-label="Wire log, newest first" onKeyDown={moveOverRows}>
			{groupEntries(shownEntries.value).map((group) =>
				group.kind === 'one' ? (
					<WireRow key={entryId(group.entry)} entry={group.entry} />
				) : (
					<WireGroupRow key={groupId(group)} group={group} />
				),
			)}
		</ul>
	);
}
