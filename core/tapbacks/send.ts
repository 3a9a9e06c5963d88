import { createApiClient, type Connection } from '../http/client';
import { isTapbackError, type TapbackErrorCode } from '../model/errors';
import type { Provider } from '../providers/provider';
import type { SendCommand } from '../providers/reactions';
import { checkCommand, type CommandInput } from './check-command';
import { checkSupport } from './check-support';
import type { SendResult } from './outcome';
import { tryReadOwn } from './own-tapbacks';
import { removeByReaction } from './remove-by-reaction';
import { removeByReactionId } from './remove-by-reaction-id';
import { requestTapback } from './request';
import { sendByToggle } from './send-by-toggle';
import type { ToggleMemory, ToggleState, ToggleStore } from './toggle';

/** How to send a command. */
export interface SendOptions {
	connection: Connection;
	memory: ToggleMemory;
	/** A store behind the memory, for states that must outlive the process. */
	store?: ToggleStore;
	/** What to do with a command that the provider doesn't support: throw, or return the outcome `skipped`. */
	whenUnsupported: 'error' | 'skip';
	/** Our current tapback on the message, if the user gives it. It overrides the memory. */
	currentTapback?: ToggleState;
}

const NOT_SUPPORTED: readonly TapbackErrorCode[] = ['UNSUPPORTED', 'TARGET_UNSUPPORTED'];

/**
 * Adds or removes one tapback, as a set: adding a tapback that is there, or removing one that is gone, changes nothing.
 * @throws TapbackError INVALID_INPUT and UNSUPPORTED before the network, STATE_UNKNOWN if the provider has one request for adding
 * and removing, and a removal could add the tapback, and every refusal of the provider.
 */
export async function sendTapback(provider: Provider, input: CommandInput, options: SendOptions): Promise<SendResult> {
	const command = checkCommand(provider, input);
	return await send(provider, command, options).catch((error: unknown): SendResult => {
		const skips = options.whenUnsupported === 'skip' && isTapbackError(error) && NOT_SUPPORTED.includes(error.code);
		if (!skips) throw error;
		return { command, outcome: 'skipped', reason: error.message, hintKey: error.details.hintKey };
	});
}

async function send(provider: Provider, command: SendCommand, options: SendOptions): Promise<SendResult> {
	checkSupport(provider, command);
	const { connection, memory, store, currentTapback } = options;
	const call = createApiClient(provider, connection);
	if (provider.removal === 'toggle') {
		return await sendByToggle(provider, command, { account: connection.account ?? '', memory, store, currentTapback, call });
	}
	if (command.action === 'add') return { command, ...(await requestTapback(provider, command, call)) };
	if (provider.removal === 'by-reaction-id') return await removeByReactionId(provider, command, call);
	const own = provider.removal === 'read-first' ? await tryReadOwn(provider, command, connection) : undefined;
	return await removeByReaction(provider, command, { call, own });
}
