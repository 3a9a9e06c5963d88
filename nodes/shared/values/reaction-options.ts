import type { INodePropertyOptions } from 'n8n-workflow';

import { CLASSIC_REACTIONS, glyphOf, type ClassicReaction } from '../../../core';
import { titleOf } from './titles';

const MEANINGS: Record<ClassicReaction, string> = {
	love: 'A heart: thanks, appreciation',
	like: 'A thumbs up: yes, done, seen',
	dislike: 'A thumbs down: no',
	laugh: 'Ha ha: funny',
	emphasize: 'Exclamation marks: important',
	question: 'A question mark: unclear',
};

/** The classic six. The emoji is in the description, because n8n's linter allows none in a name. */
export const CLASSIC_OPTIONS: INodePropertyOptions[] = CLASSIC_REACTIONS.map((value) => ({
	name: titleOf(value),
	value,
	description: `${glyphOf({ type: value })} ${MEANINGS[value]}`,
}));

/** For descriptions: `love ❤️, like 👍, …`. */
export const CLASSIC_WORDS = CLASSIC_REACTIONS.map((type) => `${type} ${glyphOf({ type })}`).join(', ');
