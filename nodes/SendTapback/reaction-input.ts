import type { IExecuteFunctions } from 'n8n-workflow';

import { TapbackError, isClassicReaction, isSingleEmoji } from '../../core';
import { CLASSIC_WORDS } from '../shared/reaction-options';

const LONGEST_QUOTE = 100;

/**
 * What an item says of its reaction. As a tool the node has one field for it, which a model may have filled in: a word of the six, or
 * the emoji itself. @throws TapbackError INVALID_INPUT, in a sentence that a model can go by
 */
export function reactionInput(context: IExecuteFunctions, itemIndex: number): { reaction: unknown; emoji: unknown } {
	const reaction: unknown = context.getNodeParameter('reaction', itemIndex, '');
	if (!isTool(context)) return { reaction, emoji: context.getNodeParameter('emoji', itemIndex, '') };
	const text = String(reaction ?? '').trim();
	const word = text.toLowerCase();
	if (isClassicReaction(word)) return { reaction: word, emoji: '' };
	if (isSingleEmoji(text)) return { reaction: 'emoji', emoji: text };
	const what = text === '' ? 'is empty' : `“${text.slice(0, LONGEST_QUOTE)}” is unknown`;
	throw new TapbackError('INVALID_INPUT', `Reaction ${what}. It must be one word of ${CLASSIC_WORDS}, or exactly one emoji.`, {
		field: 'reaction',
	});
}

/** n8n makes another node type of a node that is a tool. */
function isTool(context: IExecuteFunctions): boolean {
	return context.getNode().type.endsWith('Tool');
}
