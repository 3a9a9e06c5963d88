import type { ApiClient } from '../http/types';
import { isSameReaction } from '../model/emoji';
import { OUTCOME_UNKNOWN, TapbackError, isTapbackError } from '../model/errors';
import { describeReaction, type Reaction } from '../model/reaction';
import type { Provider } from '../providers/provider';
import type { SendCommand } from '../providers/reactions';
import { otherTapbackReason, type SendResult } from './outcome';
import { requestTapback } from './request';
import { afterToggle, decideToggle, fromToggleState, toToggleState, type ToggleMemory, type ToggleState, type ToggleStore } from './toggle';

/** How to send a toggle. */
export interface ToggleOptions {
	/** Identifies the account, because the memory may have the tapbacks of several. */
	account: string;
	memory: ToggleMemory;
	store: ToggleStore | undefined;
	/** Our current tapback on the message, if the user gives it. It overrides the memory. */
	currentTapback: ToggleState | undefined;
	call: ApiClient;
}

/**
 * Sends a toggle only if it surely leads to the wanted state.
 * @throws TapbackError STATE_UNKNOWN for a removal if nothing is known about our current tapback, and every refusal of the provider.
 */
export async function sendByToggle(
	provider: Provider,
	command: SendCommand,
	{ account, memory, store, currentTapback, call }: ToggleOptions,
): Promise<SendResult> {
	// A hexadecimal id in upper case names the same message.
	const key = `${provider.id}:${account}:${command.messageId.toLowerCase()}`;

	async function remember(possible: readonly ToggleState[] | undefined): Promise<void> {
		memory.set(key, possible);
		await store?.save(key, possible ?? []);
	}

	return await memory.exclusive(key, async () => {
		if (currentTapback !== undefined) await remember([currentTapback]);
		const possible = memory.get(key) ?? (await store?.load(key));
		// Only the same value removes, so an emoji is sent in the spelling in which it was added.
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

/** The tapback that is surely on the message; `undefined` if there are several possible states, or it is `none`. */
function knownReaction(possible: readonly ToggleState[] | undefined): Reaction | undefined {
	const [only, ...others] = possible ?? [];
	return only === undefined || others.length > 0 ? undefined : fromToggleState(only)[0];
}
