/** The classic six, in Apple's order: 2000–2005 of its type codes (docs/apple.md). */
export const CLASSIC_REACTIONS = ['love', 'like', 'dislike', 'laugh', 'emphasize', 'question'] as const;

export type ClassicReaction = (typeof CLASSIC_REACTIONS)[number];

/** What can be sent: one of the six, or any single emoji. A classic ❤️ and the emoji ❤️ are two things. */
export type Reaction = { type: ClassicReaction } | { type: 'emoji'; emoji: string };

/**
 * What can arrive: also a sticker (a picture, no glyph), or a kind this version doesn't know.
 * An unknown kind is never turned into another one; its own name stays in `name`.
 */
export type InboundReaction = Reaction | { type: 'sticker' } | { type: 'unknown'; name: string };

export type ReactionName = InboundReaction['type'];

/** Commands are imperative (`add`), events are in the past (`added`). */
export type Action = 'add' | 'remove';
export type EventAction = 'added' | 'removed';

const GLYPHS: Record<ClassicReaction, string> = {
	love: '❤️',
	like: '👍',
	dislike: '👎',
	laugh: '😂',
	emphasize: '‼️',
	question: '❓',
};

export function isClassicReaction(value: unknown): value is ClassicReaction {
	return CLASSIC_REACTIONS.some((classic) => classic === value);
}

/** The glyph a person sees, the six included; `null` where there is none (sticker, unknown). */
export function glyphOf(reaction: InboundReaction): string | null {
	if (reaction.type === 'emoji') return reaction.emoji;
	return isClassicReaction(reaction.type) ? GLYPHS[reaction.type] : null;
}

/** Name and glyph side by side, as everything that leaves a host has them. */
export function flatReaction(reaction: InboundReaction): { reaction: ReactionName; emoji: string | null } {
	return { reaction: reaction.type, emoji: glyphOf(reaction) };
}

/** For sentences: `love`, or `the emoji 🔥`. */
export function describeReaction(reaction: InboundReaction): string {
	if (reaction.type === 'emoji') return `the emoji ${reaction.emoji}`;
	return reaction.type === 'unknown' ? `“${reaction.name}”` : reaction.type;
}
