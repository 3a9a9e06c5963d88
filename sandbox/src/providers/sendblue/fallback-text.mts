import type { Part, Tapback } from '../../account.mts';
import type { ClassicReaction } from '../../vocabulary.mts';

const ADDED: Record<ClassicReaction, string> = {
	love: 'Loved',
	like: 'Liked',
	dislike: 'Disliked',
	laugh: 'Laughed at',
	emphasize: 'Emphasized',
	question: 'Questioned',
};

const REMOVED: Record<ClassicReaction, string> = {
	love: 'a heart',
	like: 'a like',
	dislike: 'a dislike',
	laugh: 'a laugh',
	emphasize: 'an exclamation',
	question: 'a question mark',
};

/** Apple's English text for a tapback, as clients without tapbacks see it. A text target stands in curly quotes, an image by its noun. */
export function fallbackText({ reaction, emoji }: Tapback, part: Part | undefined, action: 'added' | 'removed'): string {
	const target = part?.type === 'text' ? `\u201C${part.text}\u201D` : 'an image';
	if (reaction === 'emoji') return action === 'added' ? `Reacted ${emoji} to ${target}` : `Removed ${emoji} from ${target}`;
	if (reaction === 'sticker') {
		return action === 'added' ? `Reacted with a sticker to ${target}` : `Removed a sticker from ${target}`;
	}
	return action === 'added' ? `${ADDED[reaction]} ${target}` : `Removed ${REMOVED[reaction]} from ${target}`;
}
