import type { ApiClient } from '../http/types';
import { isSameReaction } from '../model/emoji';
import { OUTCOME_UNKNOWN, TapbackError, isTapbackError } from '../model/errors';
import { describeReaction, type Reaction } from '../model/reaction';
import type { Provider } from '../providers/provider';
import type { SendCommand } from '../providers/reactions';
import { otherTapbackReason, type SendResult } from './outcome';
import { requestTapback } from './request';
import { afterToggle, decideToggle, fromToggleState, toToggleState, type ToggleMemory, type ToggleState, type ToggleStore } from './toggle';

export interface ToggleOptions {
	/** The account whose tapback it is: the memory keeps those of several apart. */
	account: string;
	memory: ToggleMemory;
	store: ToggleStore | undefined;
	/** Our current tapback on the message, as the user knows it: overrides the memory. */
	currentTapback: ToggleState | undefined;
	call: ApiClient;
}

/**
 * Sends the value only if the toggle surely leads to the wanted state.
 * @throws TapbackError STATE_UNKNOWN for a removal if nothing is known about our current tapback, and every refusal of the provider.
 */
export async function sendByToggle(
	provider: Provider,
	command: SendCommand,
	{ account, memory, store, currentTapback, call }: ToggleOptions,
): Promise<SendResult> {
	// A hexadecimal id in capitals names the same message.
	const key = `${provider.id}:${account}:${command.messageId.toLowerCase()}`;

	async function remember(possible: readonly ToggleState[] | undefined): Promise<void> {
		memory.set(key, possible);
		await store?.save(key, possible ?? []);
	}

	return await memory.exclusive(key, async () => {
		if (currentTapback !== undefined) await remember([currentTapback]);
		const possible = memory.get(key) ?? (await store?.load(key));
		// The same value removes, so an emoji is sent as it was placed, however it is spelled now.
		const reaction = possible?.flatMap(fromToggleState).find((other) => isSameReaction(other, command.reaction)) ?? command.reaction;
		const wanted = toToggleState(reaction);
		const decision = decideToggle(command.action, wanted, possible);
		if (decision === 'unchanged') return unchanged(command, possible);
		if (decision === 'unknown') return withoutKnowledge(provider, command, possible);

		const { done, unanswered } = afterToggle(command.action, wanted, possible);
		await remember(unanswered);
		return await requestTapback(provider, { ...command, reaction }, call).then(
			async (receipt): Promise<SendResult> => {
				await remember(done);
				return { command, ...receipt, previous: knownReaction(possible) };
			},
			async (error: unknown): Promise<SendResult> => {
				if (isTapbackError(error) && OUTCOME_UNKNOWN.includes(error.code)) {
					return {
						command,
						outcome: 'unknown',
						reason: `${error.message} Asking again could undo it, so it was not repeated.`,
						hintKey: 'say-current-tapback',
					};
				}
				await remember(possible);
				throw error;
			},
		);
	});
}

function unchanged(command: SendCommand, possible: readonly ToggleState[] | undefined): SendResult {
	const current = knownReaction(possible);
	const isOther = command.action === 'remove' && current !== undefined;
	return { command, outcome: 'unchanged', ...(isOther ? { reason: otherTapbackReason(command, [current]) } : {}) };
}

function withoutKnowledge(provider: Provider, command: SendCommand, possible: readonly ToggleState[] | undefined): SendResult {
	const { messageId } = command;
	const reaction = describeReaction(command.reaction);
	const toggles = `${provider.name} has one request for both adding and removing, and none to read the tapbacks`;
	if (possible === undefined) {
		throw new TapbackError(
			'STATE_UNKNOWN',
			`It isn’t known whether your ${reaction} is on message ${messageId}. ${toggles}, so a removal could add one. Nothing was sent.`,
			{ field: 'currentTapback', hintKey: 'say-current-tapback' },
		);
	}
	return {
		command,
		outcome: 'unknown',
		reason: `An earlier request for message ${messageId} got no answer, so your ${reaction} may be there or not. ${toggles}, so another request could do the opposite. Nothing was sent.`,
		hintKey: 'say-current-tapback',
	};
}

/** The one tapback that is surely there. */
function knownReaction(possible: readonly ToggleState[] | undefined): Reaction | undefined {
	const [only, ...others] = possible ?? [];
	return only === undefined || others.length > 0 ? undefined : fromToggleState(only)[0];
}
