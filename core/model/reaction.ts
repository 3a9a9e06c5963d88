/** The classic six, in Apple's order: 2000–2005 of its type codes (docs/apple.md). */
export const CLASSIC_REACTIONS = ['love', 'like', 'dislike', 'laugh', 'emphasize', 'question'] as const;

/** One of the classic six. */
export type ClassicReaction = (typeof CLASSIC_REACTIONS)[number];

/** A reaction that can be sent: one of the six, or any single emoji. The classic ❤️ and the emoji ❤️ are different reactions. */
export type Reaction = { type: ClassicReaction } | { type: 'emoji'; emoji: string };

/**
 * A reaction that can arrive: also a sticker (a picture, no glyph), or one that this version doesn't know. `name` is the
 * provider's name of an unknown reaction, which is never turned into a known one.
 */
export type InboundReaction = Reaction | { type: 'sticker' } | { type: 'unknown'; name: string };

/** The name of a reaction that can arrive: `love`, `emoji`, `sticker`, `unknown` … */
export type ReactionName = InboundReaction['type'];

/** The action of a command. */
export type Action = 'add' | 'remove';

/** The action of an event. */
export type EventAction = 'added' | 'removed';

const GLYPHS: Record<ClassicReaction, string> = {
	love: '❤️',
	like: '👍',
	dislike: '👎',
	laugh: '😂',
	emphasize: '‼️',
	question: '❓',
};

/** Whether a value is the name of one of the classic six. */
export function isClassicReaction(value: unknown): value is ClassicReaction {
	return CLASSIC_REACTIONS.some((classic) => classic === value);
}

/** Returns the glyph of a reaction, also of the six; `null` for a sticker and for an unknown reaction. */
export function glyphOf(reaction: InboundReaction): string | null {
	if (reaction.type === 'emoji') return reaction.emoji;
	return isClassicReaction(reaction.type) ? GLYPHS[reaction.type] : null;
}

/** Returns the name and the glyph of a reaction, as the output of every host has them. */
export function flatReaction(reaction: InboundReaction): { reaction: ReactionName; emoji: string | null } {
	return { reaction: reaction.type, emoji: glyphOf(reaction) };
}

/** Describes a reaction in a sentence: `love`, or `the emoji 🔥`. */
export function describeReaction(reaction: InboundReaction): string {
	if (reaction.type === 'emoji') return `the emoji ${reaction.emoji}`;
	return reaction.type === 'unknown' ? `“${reaction.name}”` : reaction.type;
}
