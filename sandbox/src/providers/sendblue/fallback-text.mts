import type { Part, Tapback } from '../../model/message.mts';
import type { ClassicReaction } from '../../model/reaction.mts';

/** The languages of the customer's phone. Apple writes the text in the language of the phone that taps. */
export const PHONE_LANGUAGES = ['en-US', 'en-GB', 'de', 'pt-BR', 'pt-PT'] as const;
export type PhoneLanguage = (typeof PHONE_LANGUAGES)[number];

/** `*` stands for the target, with its quotes or as a noun, `%` for the emoji. */
interface Sentences {
	quotes: readonly [opening: string, closing: string];
	image: string;
	added: Record<ClassicReaction, string>;
	removed: Record<ClassicReaction, string>;
	emoji: Record<'added' | 'removed', string>;
}

const ENGLISH: Sentences = {
	quotes: ['“', '”'],
	image: 'an image',
	added: {
		love: 'Loved *',
		like: 'Liked *',
		dislike: 'Disliked *',
		laugh: 'Laughed at *',
		emphasize: 'Emphasized *',
		question: 'Questioned *',
	},
	removed: {
		love: 'Removed a heart from *',
		like: 'Removed a like from *',
		dislike: 'Removed a dislike from *',
		laugh: 'Removed a laugh from *',
		emphasize: 'Removed an exclamation from *',
		question: 'Removed a question mark from *',
	},
	emoji: { added: 'Reacted % to *', removed: 'Removed % from *' },
};

const BRAZILIAN: Sentences = {
	quotes: ['“', '”'],
	image: 'uma imagem',
	added: {
		love: 'Gostou de *',
		like: 'Curtiu *',
		dislike: 'Não curtiu *',
		laugh: 'Riu de *',
		emphasize: 'Enfatizou *',
		question: 'Questionou *',
	},
	removed: {
		love: 'Removeu um coração de *',
		like: 'Removeu um curtiu de *',
		dislike: 'Removeu um não curtiu de *',
		laugh: 'Removeu uma risada de *',
		emphasize: 'Removeu uma exclamação de *',
		question: 'Removeu um ponto de interrogação de *',
	},
	emoji: { added: 'Reagiu com % a *', removed: 'Removeu % de *' },
};

const SENTENCES: Record<PhoneLanguage, Sentences> = {
	'en-US': ENGLISH,
	'en-GB': {
		...ENGLISH,
		added: { ...ENGLISH.added, emphasize: 'Emphasised *' },
		removed: { ...ENGLISH.removed, emphasize: 'Removed an exclamation mark from *' },
	},
	de: {
		quotes: ['„', '“'],
		image: 'Bild',
		added: {
			love: '* ein Herz hinzugefügt',
			like: 'Gefällt: *',
			dislike: 'Gefällt nicht: *',
			laugh: '* ein Lachen hinzugefügt',
			emphasize: '* ein Ausrufezeichen hinzugefügt',
			question: '* ein Fragezeichen hinzugefügt',
		},
		removed: {
			love: 'Herz von * entfernt',
			like: '„Gefällt mir“ von * entfernt',
			dislike: '„Gefällt mir nicht“ von * entfernt',
			laugh: 'Lachen von * entfernt',
			emphasize: 'Ausrufezeichen von * entfernt',
			question: 'Fragezeichen von * entfernt',
		},
		emoji: { added: 'Hat mit % auf * reagiert', removed: '% aus * entfernt' },
	},
	'pt-BR': BRAZILIAN,
	'pt-PT': {
		...BRAZILIAN,
		added: { ...BRAZILIAN.added, love: 'Adorou *', like: 'Gostou de *', dislike: 'Não gostou de *', laugh: 'Riu\u2011se de *' },
		removed: { ...BRAZILIAN.removed, like: 'Removeu Gosto de *', dislike: 'Removeu Não gosto de *', laugh: 'Removeu um riso de *' },
		emoji: { added: 'Reagiu com “%” a *', removed: BRAZILIAN.emoji.removed },
	},
};

/** The nouns are inflected in German: `Gefällt: Bild`, but `Einem Bild ein Herz hinzugefügt`. */
const INFLECTED: ReadonlyArray<readonly [from: RegExp, to: string]> = [
	[/^Bild ein /, 'Einem Bild ein '],
	[/ (von|aus|auf) Bild /, ' $1 einem Bild '],
];

/**
 * Apple's text for a tapback, for clients without tapbacks. A text target is quoted, an image is named by its noun.
 * For stickers only the English text is known.
 */
export function fallbackText(
	{ reaction, emoji }: Tapback,
	part: Part | undefined,
	{ action, language }: { action: 'added' | 'removed'; language: PhoneLanguage },
): string {
	const sentences = reaction === 'sticker' ? ENGLISH : SENTENCES[language];
	const [opening, closing] = sentences.quotes;
	const target = part?.type === 'text' ? `${opening}${part.text}${closing}` : sentences.image;
	const sentence = reaction === 'sticker' ? STICKER[action] : reaction === 'emoji' ? sentences.emoji[action] : sentences[action][reaction];
	const text = sentence.replace('%', () => emoji ?? '').replace('*', () => target);
	const isNoun = part?.type !== 'text' && language === 'de' && reaction !== 'sticker';
	return isNoun ? INFLECTED.reduce((whole, [from, to]) => whole.replace(from, to), text) : text;
}

const STICKER = { added: 'Reacted with a sticker to *', removed: 'Removed a sticker from *' };
