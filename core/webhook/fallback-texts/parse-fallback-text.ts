import type { ParsedTapback, UnresolvedTarget } from '../../model/tapback-event';
import { flatReaction, type InboundReaction } from '../../model/reaction';
import { readFallbackText, type FallbackText } from './read-fallback-text';

/** The facts of an event that a fallback text contains. It quotes its target (`See you`, `an image`) and has no message id. */
export type FallbackTapback = Pick<ParsedTapback, 'action' | 'reaction' | 'messageId' | 'partIndex' | 'provenance'> & {
	target: UnresolvedTarget;
};

/**
 * Reads the tapback that a text stands for, in all languages of the table; `undefined` for any other text. Sentences that
 * people often type are read only with `readsOrdinary`; the caller must then drop those that quote no recent message.
 * Sources: docs/fallback-texts.md.
 */
export function parseFallbackText(text: string, { readsOrdinary = false } = {}): FallbackTapback | undefined {
	const read = readFallbackText(text);
	if (read === undefined || (read.typed === 'ordinary' && !readsOrdinary)) return undefined;
	return {
		action: read.action,
		reaction: reactionOf(read),
		messageId: null,
		partIndex: null,
		provenance: 'text',
		target: targetOf(read),
	};
}

/** With two readings the reaction is unknown, because neither may be guessed. */
function reactionOf({ readings: [first, ...others] }: FallbackText): InboundReaction {
	if (others.length === 0) return first.reaction;
	return { type: 'unknown', name: [first, ...others].map(({ reaction }) => reaction.type).join(' or ') };
}

function targetOf({ quoted, isAttachment, typed, readings }: FallbackText): UnresolvedTarget {
	const [{ language }, ...others] = readings;
	return {
		text: quoted,
		candidates: [],
		isAttachment,
		language: others.length === 0 ? language : null,
		confidence: typed === 'unlikely' ? 'form' : typed,
		...(others.length === 0
			? {}
			: { readings: readings.map((reading) => ({ language: reading.language, ...flatReaction(reading.reaction) })) }),
	};
}
