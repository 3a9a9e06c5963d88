import { Fragment } from 'preact';
import { Icon } from '../parts/Icon.tsx';
import { wireScope } from '../state/preferences.mts';
import { state } from '../state/store.mts';
import { DeliveryDetails } from './DeliveryDetails.tsx';
import { loggedOf, type WireEntry } from './entries.mts';
import { namesFor } from './names.mts';
import { marksOf } from './marks.mts';
import { RequestDetails } from './RequestDetails.tsx';
import { StatusChip } from './StatusChip.tsx';
import { statusOf } from './status.mts';
import { storyOf } from './story.mts';
import { formatTime } from './times.mts';
import { notesOf, titleOf } from './titles.mts';
import { openIds, toggleOpen } from './wire-state.mts';

/** One entry: a line that opens its details in place. */
export function WireRow({ entry }: { entry: WireEntry }) {
	const { id, at, provider } = loggedOf(entry);
	const { method, name } = titleOf(entry);
	const isOpen = openIds.value.has(id);
	const isIn = entry.kind === 'request';
	const providerName = wireScope.value === 'all' ? state.value?.overview.providers[provider]?.name : undefined;
	return (
		<li class="wire-entry" data-open={isOpen}>
			<button
				type="button"
				class="wire-row"
				aria-expanded={isOpen}
				aria-controls={isOpen ? `wire-${id}` : undefined}
				onClick={() => toggleOpen(id)}
			>
				<span class="wire-when">
					<span class="wire-direction" data-direction={isIn ? 'in' : 'out'}>
						<Icon name={isIn ? 'in' : 'out'} size={14} />
						<span class="visually-hidden">{isIn ? 'Request' : 'Webhook'} </span>
						{isIn ? 'in' : 'out'}
					</span>{' '}
					<time class="wire-time soft" dateTime={at}>
						{formatTime(at)}
					</time>{' '}
				</span>
				<span class="wire-title wire-story">
					<bdi>{storyOf(entry, namesFor(provider))}</bdi>
				</span>{' '}
				<span class="wire-technical">
					<b>{method}</b> <WithBreaks text={name} />
					{isIn &&
						notesOf(entry).map((note) => (
							<Fragment key={note}>
								{' '}
								<span class="wire-note">· {note}</span>
							</Fragment>
						))}
				</span>{' '}
				<StatusChip status={statusOf(entry)} />{' '}
				<span class="wire-meta">
					{providerName !== undefined && <span>{providerName}</span>}{' '}
					{marksOf(entry).map((mark) => (
						<Fragment key={mark}>
							<span class="wire-mark">{mark}</span>{' '}
						</Fragment>
					))}
				</span>
				<span class="wire-chevron">
					<Icon name="more" size={14} />
				</span>
			</button>
			{isOpen && (
				<div class="wire-details" id={`wire-${id}`} role="group" aria-label={`Details of ${method} ${name}`}>
					{entry.kind === 'request' ? <RequestDetails request={entry.request} /> : <DeliveryDetails delivery={entry.delivery} />}
				</div>
			)}
		</li>
	);
}

// A long path breaks after a slash.
function WithBreaks({ text }: { text: string }) {
	return (
		<>
			{text.split(/(?<=\/)/).map((piece, index) => (
				<Fragment key={index}>
					{index > 0 && <wbr />}
					{piece}
				</Fragment>
			))}
		</>
	);
}
