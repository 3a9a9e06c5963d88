import { glyphOf, isClassicReaction } from '../model/reaction';
import type { AnswerChoice, AskRules } from './rules';

/** Formats how to answer, in one line: `👍 yes · 👎 no`, `👍 pizza · ❤️ pasta`. */
export function answerHint({ choices }: AskRules): string {
	return choices.map((choice) => `${glyphsOf(choice)[0] ?? ''} ${choice.name}`.trim()).join(' · ');
}

/** Adds a line to the text of a question that says how to answer, unless the text has a glyph for each choice. */
export function withAnswerHint(text: string, rules: AskRules): string {
	const hasGlyphs = rules.choices.every((choice) => glyphsOf(choice).some((glyph) => text.includes(withoutSelector(glyph))));
	return hasGlyphs || text.trim() === '' ? text : `${text.trimEnd()}\n${answerHint(rules)}`;
}

/** Formats the message to a person whose text can't be read as an answer: `Please tap 👍 or 👎.` */
export function clarification({ choices }: AskRules): string {
	const isPlain = choices.every(({ approved }) => approved !== null);
	const ways = choices.map((choice) => `${glyphsOf(choice)[0] ?? ''}${isPlain ? '' : ` ${choice.name}`}`.trim());
	const last = ways.at(-1) ?? '';
	return `Please tap ${ways.length > 1 ? `${ways.slice(0, -1).join(', ')} or ${last}` : last}.`;
}

/** The glyphs of a choice's reactions, in their order. An emoji stays as the user wrote it. */
function glyphsOf({ reactions }: AnswerChoice): string[] {
	const glyphs = reactions.flatMap((word) => (isClassicReaction(word) ? (glyphOf({ type: word }) ?? []) : word));
	// If a thumb and a heart both mean the choice, the thumb comes first.
	const preferred = reactions.includes('like') ? [glyphOf({ type: 'like' }) ?? ''] : [];
	return [...new Set([...preferred, ...glyphs])];
}

function withoutSelector(glyph: string): string {
	return glyph.replace(/[\uFE0E\uFE0F]/g, '');
}
