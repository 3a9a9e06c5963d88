import type { ApiClient } from '../http/types';
import { isSameReaction } from '../model/emoji';
import { badAnswer } from '../model/errors';
import { describeReaction } from '../model/reaction';
import type { LiveTapback } from '../model/tapback-event';
import type { Provider } from '../providers/provider';
import type { SendCommand } from '../providers/reactions';
import { otherTapbackReason, removedReaction, type SendResult } from './outcome';
import { readOwn } from './own-tapbacks';
import { requestTapback } from './request';

/**
 * Removes our tapback by the provider's id of it, which is read each time: an earlier id may be that of a tapback that was
 * replaced. Its removal would succeed, and leave the newer tapback.
 * @throws TapbackError BAD_ANSWER if the provider lists our tapback without an id, and every refusal of the provider.
 */
export async function removeByReactionId(provider: Provider, command: SendCommand, call: ApiClient): Promise<SendResult> {
	const own = await readOwn(provider, command, call);
	const found = own.find(({ reaction }) => isSameReaction(reaction, command.reaction));
	if (found === undefined) return nothingToRemove(command, own);
	if (found.reactionId === null) throw badAnswer(provider.name, 'the id of your tapback');
	const receipt = await requestTapback(provider, { ...command, reactionId: found.reactionId }, call);
	return { command, ...receipt, previous: removedReaction(found.reaction, command) };
}

function nothingToRemove(command: SendCommand, own: readonly LiveTapback[]): SendResult {
	const reactions = own.map(({ reaction }) => reaction);
	const unread = reactions.find(({ type }) => type === 'unknown');
	if (unread === undefined) return { command, outcome: 'unchanged', reason: otherTapbackReason(command, reactions) };
	const wanted = describeReaction(command.reaction);
	return {
		command,
		outcome: 'unknown',
		reason: `Your tapback there is ${describeReaction(unread)}, which may be ${wanted} or another. Nothing was sent.`,
	};
}
