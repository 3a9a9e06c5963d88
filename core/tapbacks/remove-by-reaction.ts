import type { ApiClient } from '../http/types';
import { isSameReaction, spellingsOf } from '../model/emoji';
import { isTapbackError, type TapbackErrorCode } from '../model/errors';
import type { InboundReaction } from '../model/reaction';
import type { Provider } from '../providers/provider';
import type { SendCommand } from '../providers/reactions';
import { otherTapbackReason, removedReaction, type SendResult } from './outcome';
import { requestTapback } from './request';

const REFUSED_FOR_ITS_SPELLING: readonly TapbackErrorCode[] = [
	'INVALID_INPUT',
	'REFUSED',
	'TARGET_NOT_FOUND',
	'TARGET_UNSUPPORTED',
	'UNSUPPORTED',
];

/**
 * Removes our tapback by its reaction. `own`: our current reactions, if they could be read. They decide only the outcome: the
 * removal is always sent, because an addition that was accepted just before may not be listed yet (docs/decisions/0013).
 * @throws TapbackError for every refusal of the provider.
 */
export async function removeByReaction(
	provider: Provider,
	command: SendCommand,
	{ call, own }: { call: ApiClient; own: readonly InboundReaction[] | undefined },
): Promise<SendResult> {
	const [first, ...others] = spellingsToSend(command, own);
	const receipt = await requestTapback(provider, first, call);
	for (const other of others) await requestTapback(provider, other, call).catch(ignoreRefusal);
	return withKnowledge({ command, ...receipt }, own);
}

/**
 * A provider may compare the text of an emoji. So the removal has the spelling of our current tapback; if that isn't known,
 * it is sent once for each spelling.
 */
function spellingsToSend(command: SendCommand, own: readonly InboundReaction[] | undefined): [SendCommand, ...SendCommand[]] {
	const { reaction } = command;
	if (reaction.type !== 'emoji') return [command];
	const spelled = (emoji: string): SendCommand => ({ ...command, reaction: { type: 'emoji', emoji } });
	const current = own?.find((other) => isSameReaction(other, reaction));
	if (current?.type === 'emoji') return [spelled(current.emoji)];
	const [, ...others] = spellingsOf(reaction.emoji);
	return [command, ...others.map(spelled)];
}

/** A refusal means that our tapback has another spelling. */
function ignoreRefusal(error: unknown): void {
	if (!isTapbackError(error) || !REFUSED_FOR_ITS_SPELLING.includes(error.code)) throw error;
}

function withKnowledge(sent: SendResult, own: readonly InboundReaction[] | undefined): SendResult {
	if (own === undefined) return sent;
	const { command } = sent;
	const found = own.find((reaction) => isSameReaction(reaction, command.reaction));
	if (found !== undefined) return { ...sent, previous: removedReaction(found, command) };
	// A tapback of a kind that this version can't read may be the named one.
	if (own.some(({ type }) => type === 'unknown')) return sent;
	return { ...sent, outcome: 'unchanged', reason: otherTapbackReason(command, own) };
}
