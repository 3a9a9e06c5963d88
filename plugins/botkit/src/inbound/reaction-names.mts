import { isClassicReaction, isSingleEmoji, type ClassicReaction, type InboundReaction } from '../../../../core/index.ts';

/** Names in Teams, Slack and the Bot Framework for one of the six. */
const CLASSIC: Record<ClassicReaction, readonly string[]> = {
	love: ['heart'],
	like: ['plusOne', '+1', 'thumbsup'],
	dislike: ['-1', 'thumbsdown'],
	laugh: ['joy'],
	emphasize: ['bangbang'],
	question: [],
};

/** Names of emoji that are none of the six. */
const EMOJI: Record<string, readonly string[]> = {
	'😮': ['surprised', 'open_mouth'],
	'😢': ['sad', 'cry'],
	'😠': ['angry'],
	'😆': ['laughing', 'satisfied'],
	'🔥': ['fire'],
	'🎉': ['tada'],
	'👀': ['eyes'],
	'🙏': ['pray'],
	'👏': ['clap'],
	'🙌': ['raised_hands'],
	'🚀': ['rocket'],
	'💯': ['100'],
	'✅': ['white_check_mark'],
	'❌': ['x'],
	'🤔': ['thinking_face'],
	'👋': ['wave'],
	'👌': ['ok_hand'],
	'😍': ['heart_eyes'],
};

const TONES = ['🏻', '🏼', '🏽', '🏾', '🏿'];
const TONED: Partial<Record<ClassicReaction, string>> = { like: '👍', dislike: '👎' };

const BY_NAME = new Map<string, InboundReaction>([
	...Object.entries(EMOJI).flatMap(([emoji, names]) => names.map((name) => [name, { type: 'emoji', emoji }] as const)),
	...Object.entries(CLASSIC).flatMap(([type, names]) =>
		names.flatMap((name) => (isClassicReaction(type) ? [[name, { type }] as const] : [])),
	),
]);

/**
 * The reaction for another platform's name. `more`: the user's own names, each with one of the six or an emoji. An unknown
 * name gives `{ type: 'unknown', name }`. Skin tones are kept.
 */
export function reactionOfName(name: string, more: Readonly<Record<string, string>> = {}): InboundReaction {
	const [base = name, tone] = name.split('::skin-tone-');
	const found = reactionOfBase(base, more);
	const modifier = tone === undefined ? undefined : TONES[Number(tone) - 2];
	if (modifier === undefined) return found;
	const glyph = found.type === 'emoji' ? found.emoji : isClassicReaction(found.type) ? TONED[found.type] : undefined;
	return glyph === undefined ? found : { type: 'emoji', emoji: glyph + modifier };
}

function reactionOfBase(name: string, more: Readonly<Record<string, string>>): InboundReaction {
	const given = Object.hasOwn(more, name) ? more[name] : undefined;
	const word = given ?? name;
	if (isClassicReaction(word)) return { type: word };
	if (isSingleEmoji(word)) return { type: 'emoji', emoji: word };
	return BY_NAME.get(word) ?? { type: 'unknown', name };
}
