import type { IExecuteFunctions } from 'n8n-workflow';

import { TapbackError, isClassicReaction, isSingleEmoji } from '../../core';
import { CLASSIC_WORDS } from '../shared/values/reaction-options';

const LONGEST_QUOTE = 100;

/**
 * The reaction of an item. As a tool, the node has one field for it, which a model may fill in: one of the six words, or the
 * emoji itself. @throws TapbackError INVALID_INPUT with a sentence that tells the model what is allowed
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

/** n8n appends “Tool” to the type of a node that an agent uses. */
function isTool(context: IExecuteFunctions): boolean {
	return context.getNode().type.endsWith('Tool');
}
