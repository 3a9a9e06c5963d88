import type { Message } from '../../src/model/message.mts';
import { authorName, type Viewer } from './latest.mts';
import { partInWords } from './part-text.mts';
import { kindInWords } from './tapback-kind.mts';

/** The accessible name of a bubble: `Ana: Can we have this one? Tapbacks: ❤️ by you, 👍 by Line 1. React`. */
export function bubbleName(
	message: Message,
	{ partIndex, reasonAgainst, ...viewer }: Viewer & { partIndex: number; reasonAgainst: string | undefined },
): string {
	const part = message.parts[partIndex];
	const said = `${authorName(message.author, viewer)}: ${part === undefined ? '' : partInWords(part)}`.replace(/\s+/g, ' ').trim();
	const placed = message.tapbacks
		.filter((tapback) => tapback.partIndex === partIndex)
		.map((tapback) => `${kindInWords(tapback)} by ${tapback.actor === viewer.holder ? 'you' : viewer.nameOf(tapback.actor)}`);
	const tapbacks = placed.length === 0 ? [] : [`Tapbacks: ${placed.join(', ')}.`];
	return [closed(said), ...tapbacks, reasonAgainst ?? 'React'].join(' ');
}

function closed(sentence: string): string {
	return /[\p{P}\p{Extended_Pictographic}]$/u.test(sentence) ? sentence : `${sentence}.`;
}
