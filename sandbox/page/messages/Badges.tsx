import { useRef } from 'preact/hooks';
import type { Tapback } from '../../src/model/message.mts';
import { Glyph } from './glyphs.tsx';
import { stackBadges } from './badge-stack.mts';
import { authorName, type Viewer } from './latest.mts';
import { kindInWords } from './tapback-kind.mts';

/** A new tapback pops in; one from before the page was opened doesn't. */
const NEW_FOR_MS = 3000;

/** The tapbacks on a bubble's corner. The bubble's name says the same in words. */
export function Badges({ tapbacks, partIndex, viewer }: { tapbacks: readonly Tapback[]; partIndex: number; viewer: Viewer }) {
	const { shown, total } = stackBadges(tapbacks, { partIndex, holder: viewer.holder });
	if (total === 0) return null;
	return (
		<span class="badges" aria-hidden="true">
			{shown.map(({ tapback, isMine }) => (
				<Badge
					key={tapback.id}
					tapback={tapback}
					isMine={isMine}
					title={`${kindInWords(tapback)} by ${authorName(tapback.actor, viewer)}`}
				/>
			))}
			{total > shown.length && <span class="badge-count">{total}</span>}
		</span>
	);
}

function Badge({ tapback, isMine, title }: { tapback: Tapback; isMine: boolean; title: string }) {
	const isNew = useRef(Date.now() - Date.parse(tapback.at) < NEW_FOR_MS);
	return (
		<span class="badge" data-mine={isMine} data-new={isNew.current} data-reaction={tapback.reaction} title={title}>
			<Glyph kind={tapback} size={tapback.reaction === 'emoji' ? 17 : 16} />
		</span>
	);
}
