import { glyphOf, isClassicReaction } from '../model/reaction';
import type { AnswerChoice, AskRules } from './rules';

/** How to answer, in one line: `👍 yes · 👎 no`, `👍 pizza · ❤️ pasta`. */
export function answerHint({ choices }: AskRules): string {
	return choices.map((choice) => `${glyphsOf(choice)[0] ?? ''} ${choice.name}`.trim()).join(' · ');
}

/** The text of a question with a line below that says how to answer, unless it says so itself. */
export function withAnswerHint(text: string, rules: AskRules): string {
	const saysSo = rules.choices.every((choice) => glyphsOf(choice).some((glyph) => text.includes(withoutSelector(glyph))));
	return saysSo || text.trim() === '' ? text : `${text.trimEnd()}\n${answerHint(rules)}`;
}

/** What a text that was not understood is answered with. */
export function clarification({ choices }: AskRules): string {
	const isPlain = choices.every(({ approved }) => approved !== null);
	const ways = choices.map((choice) => `${glyphsOf(choice)[0] ?? ''}${isPlain ? '' : ` ${choice.name}`}`.trim());
	const last = ways.at(-1) ?? '';
	return `Please tap ${ways.length > 1 ? `${ways.slice(0, -1).join(', ')} or ${last}` : last}.`;
}

/** An emoji that the user chose comes first as it is; of the six it is what a person sees in Messages. */
function glyphsOf({ reactions }: AnswerChoice): string[] {
	const glyphs = reactions.flatMap((word) => (isClassicReaction(word) ? (glyphOf({ type: word }) ?? []) : word));
	// People are shown a thumb before a heart, where both count.
	const preferred = reactions.includes('like') ? [glyphOf({ type: 'like' }) ?? ''] : [];
	return [...new Set([...preferred, ...glyphs])];
}

function withoutSelector(glyph: string): string {
	return glyph.replace(/[\uFE0E\uFE0F]/g, '');
}
