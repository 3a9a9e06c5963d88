import { createCall, type Connection } from '../client';
import { TapbackError, isTapbackError, type TapbackErrorCode } from '../errors';
import type { Call, Provider, SendCommand, SendReceipt } from '../provider';
import { CLASSIC_REACTIONS, type Reaction } from '../vocabulary';
import { checkCommand, type CommandInput } from './check-command';
import { checkSupport } from './check-support';
import { afterToggle, decideToggle, standingOf, type Standing, type ToggleMemory } from './toggle';

/**
 * `applied`: the provider confirmed it. `accepted`: it took it and will do it. `unchanged`: it stood, or was gone,
 * already. `skipped`: not supported, and that was asked to be no error. `unknown`: no trustworthy answer came, and
 * a repeat could do harm.
 */
export type Outcome = 'applied' | 'accepted' | 'unchanged' | 'skipped' | 'unknown';

export interface SendResult {
	command: SendCommand;
	outcome: Outcome;
	/** Why it was skipped or is unknown. */
	reason?: string;
	previous?: Reaction;
	reactionId?: string;
	traceId?: string;
}

export interface SendOptions {
	connection: Connection;
	memory: ToggleMemory;
	whenUnsupported: 'error' | 'skip';
	/** What the user knows to stand from us on the message: overrides the memory. */
	standing?: Standing;
}

/** Codes after which nobody knows whether the provider acted. */
const FATE_UNKNOWN: readonly TapbackErrorCode[] = ['PROVIDER_FAILED', 'NO_ANSWER', 'BAD_ANSWER'];

const NOT_SUPPORTED: readonly TapbackErrorCode[] = ['UNSUPPORTED', 'TARGET_UNSUPPORTED'];

/**
 * Adds or removes one tapback, as a set: adding what stands and removing what is gone changes nothing.
 * @throws TapbackError INVALID_INPUT and UNSUPPORTED before the network, STATE_UNKNOWN for a removal by toggle
 * that could add, and every refusal of the provider.
 */
export async function sendTapback(provider: Provider, input: CommandInput, options: SendOptions): Promise<SendResult> {
	const command = checkCommand(provider, input);
	return await send(provider, command, options).catch((error: unknown): SendResult => {
		const skips = options.whenUnsupported === 'skip' && isTapbackError(error) && NOT_SUPPORTED.includes(error.code);
		if (!skips) throw error;
		return { command, outcome: 'skipped', reason: error.message };
	});
}

async function send(provider: Provider, command: SendCommand, options: SendOptions): Promise<SendResult> {
	checkSupport(provider, command);
	const call = createCall(provider, options.connection);
	return provider.removal === 'toggle'
		? await sendByToggle(provider, command, { ...options, call })
		: { command, ...(await request(provider, command, call)) };
}

async function request(provider: Provider, command: SendCommand, call: Call): Promise<SendReceipt> {
	return provider.send.parse(await call(provider.send.build(command)), command);
}

async function sendByToggle(
	provider: Provider,
	command: SendCommand,
	{ memory, standing, call }: SendOptions & { call: Call },
): Promise<SendResult> {
	// Ids in hexadecimal digits: in capitals it is the same message.
	const key = `${provider.id}:${command.messageId.toLowerCase()}`;
	const wanted = standingOf(command.reaction);

	return await memory.exclusive(key, async () => {
		if (standing !== undefined) memory.set(key, [standing]);
		const possible = memory.get(key);
		const decision = decideToggle(command.action, wanted, possible);
		if (decision === 'unchanged') return { command, outcome: 'unchanged' };
		if (decision === 'unknown') return withoutKnowledge(provider, command, possible);

		const { done, unanswered } = afterToggle(command.action, wanted, possible);
		memory.set(key, unanswered);
		return await request(provider, command, call).then(
			(receipt): SendResult => {
				memory.set(key, done);
				return { command, ...receipt, previous: replacedBy(command, possible) };
			},
			(error: unknown): SendResult => {
				if (isTapbackError(error) && FATE_UNKNOWN.includes(error.code)) {
					return { command, outcome: 'unknown', reason: `${error.message} Asking again could undo it, so it was not repeated.` };
				}
				memory.set(key, possible);
				throw error;
			},
		);
	});
}

function withoutKnowledge(provider: Provider, command: SendCommand, possible: readonly Standing[] | undefined): SendResult {
	const { messageId, reaction } = command;
	const toggles = `${provider.name} has one request for both adding and removing, and no way to read what stands`;
	if (possible === undefined) {
		throw new TapbackError(
			'STATE_UNKNOWN',
			`It isn’t known whether ${reaction.type} stands on message ${messageId}. ${toggles}, so a removal could add one. If you know what stands there, choose it in Current Tapback. Nothing was sent.`,
			{ field: 'currentTapback' },
		);
	}
	return {
		command,
		outcome: 'unknown',
		reason: `An earlier request for message ${messageId} got no answer, so ${reaction.type} may stand there or not. ${toggles}; look at the conversation and choose what stands in Current Tapback. Nothing was sent.`,
	};
}

function replacedBy({ reaction }: SendCommand, possible: readonly Standing[] | undefined): Reaction | undefined {
	const [only, ...others] = possible ?? [];
	if (only === undefined || others.length > 0) return undefined;
	if (only === standingOf(reaction)) return reaction;
	if (only.startsWith('emoji:')) return { type: 'emoji', emoji: only.slice('emoji:'.length) };
	const type = CLASSIC_REACTIONS.find((classic) => classic === only);
	return type && { type };
}
