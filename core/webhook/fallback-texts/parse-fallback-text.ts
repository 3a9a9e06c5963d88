import type { ParsedTapback, UnresolvedTarget } from '../../model/tapback-event';
import { flatReaction, type InboundReaction } from '../../model/reaction';
import { readFallbackText, type FallbackText } from './read-fallback-text';

/** What a fallback text tells of an event. Its target is quoted (`See you`, `an image`), never named. */
export type FallbackTapback = Pick<ParsedTapback, 'action' | 'reaction' | 'messageId' | 'partIndex' | 'provenance'> & {
	target: UnresolvedTarget;
};

/**
 * The tapback that a text stands for, in any language known. Sentences that people write as ordinary messages are left out
 * unless `readsOrdinary`: who sets it must drop those whose quote is that of no recent message.
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

/** Two readings are none: whoever takes one of them makes it up. */
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
