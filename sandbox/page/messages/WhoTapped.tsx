import type { Message } from '../../src/model/message.mts';
import { authorName, type Viewer } from './latest.mts';
import { kindInWords } from './tapback-kind.mts';

/** Who tapped what, because a touch screen has no hover over a badge. */
export function WhoTapped({ message, partIndex, viewer }: { message: Message; partIndex: number; viewer: Viewer }) {
	const tapbacks = message.tapbacks.filter((tapback) => tapback.partIndex === partIndex);
	if (tapbacks.length === 0) return null;
	return (
		<ul class="who-tapped small" aria-label="Who tapped">
			{tapbacks.map((tapback) => (
				<li key={tapback.id}>
					{kindInWords(tapback)} <bdi>{authorName(tapback.actor, viewer)}</bdi>
				</li>
			))}
		</ul>
	);
}
