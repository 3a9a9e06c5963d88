import { createApiClient, type Connection } from '../http/client';
import type { ApiClient } from '../http/types';
import { isSameEmoji, spellingsOf } from '../model/emoji';
import { OUTCOME_UNKNOWN, TapbackError, badAnswer, isTapbackError, type TapbackErrorCode } from '../model/errors';
import type { LiveTapback } from '../model/tapback-event';
import type { Provider } from '../providers/provider';
import type { HintKey } from '../model/hints';
import { CLASSIC_REACTIONS, describeReaction, type InboundReaction, type Reaction } from '../model/reaction';
import type { SendCommand, SendReceipt } from '../providers/reactions';
import { checkCommand, type CommandInput } from './check-command';
import { checkSupport } from './check-support';
import { readOwn, tryReadOwn } from './own-tapbacks';
import { afterToggle, decideToggle, toToggleState, type ToggleState, type ToggleStore, type ToggleMemory } from './toggle';

/**
 * `applied`: the provider confirmed it. `accepted`: the provider took the request and will do it. `unchanged`: the
 * tapback was there, or gone, already. `skipped`: not supported, and the user chose to skip. `unknown`: no trustworthy
 * response came, and a repeat could do harm.
 */
export type Outcome = 'applied' | 'accepted' | 'unchanged' | 'skipped' | 'unknown';

export interface SendResult {
	command: SendCommand;
	outcome: Outcome;
	/** Why it was skipped or is unknown, or which other tapback is there instead of the one to remove. */
	reason?: string;
	/** What to do about the reason, in the host's words. */
	hintKey?: HintKey;
	previous?: Reaction;
	reactionId?: string;
	traceId?: string;
}

export interface SendOptions {
	connection: Connection;
	memory: ToggleMemory;
	/** A store behind the memory, for state that must outlive the process. */
	store?: ToggleStore;
	whenUnsupported: 'error' | 'skip';
	/** Our current tapback on the message, as the user knows it: overrides the memory. */
	standing?: ToggleState;
}

const REFUSED_FOR_ITS_SPELLING: readonly TapbackErrorCode[] = [
	'INVALID_INPUT',
	'REFUSED',
	'TARGET_NOT_FOUND',
	'TARGET_UNSUPPORTED',
	'UNSUPPORTED',
];

const NOT_SUPPORTED: readonly TapbackErrorCode[] = ['UNSUPPORTED', 'TARGET_UNSUPPORTED'];

/**
 * Adds or removes one tapback, as a set: adding one that is there, and removing one that is gone, change nothing.
 * @throws TapbackError INVALID_INPUT and UNSUPPORTED before the network, STATE_UNKNOWN for a removal by toggle
 * that could add, and every refusal of the provider.
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
	const call = createApiClient(provider, options.connection);
	if (provider.removal === 'toggle') return await sendByToggle(provider, command, { ...options, call });
	if (provider.removal === 'by-reaction-id' && command.action === 'remove') return await removeById(provider, command, call);
	const isReadFirst = provider.removal === 'read-first' && command.action === 'remove';
	const own = isReadFirst ? await tryReadOwn(provider, command, options.connection) : undefined;
	const [first, ...others] = spellingsToSend(command, own);
	const receipt = await request(provider, first, call);
	for (const other of others) await request(provider, other, call).catch(ignoreRefusal);
	return withKnowledge({ command, ...receipt }, own);
}

/**
 * A removal names the reaction, and a provider may compare the text: so it gets the spelling of the tapback that is
 * there, or every spelling of the emoji if that couldn't be read.
 */
function spellingsToSend(command: SendCommand, own: readonly InboundReaction[] | undefined): [SendCommand, ...SendCommand[]] {
	const { action, reaction } = command;
	if (action === 'add' || reaction.type !== 'emoji') return [command];
	const spelled = (emoji: string): SendCommand => ({ ...command, reaction: { type: 'emoji', emoji } });
	const stands = own?.find((other) => isSameReaction(other, reaction));
	if (stands?.type === 'emoji') return [spelled(stands.emoji)];
	const [, ...others] = spellingsOf(reaction.emoji);
	return [command, ...others.map(spelled)];
}

/** A spelling that is refused is not the one that is there. */
function ignoreRefusal(error: unknown): void {
	if (!isTapbackError(error) || !REFUSED_FOR_ITS_SPELLING.includes(error.code)) throw error;
}

async function request(provider: Provider, command: SendCommand, call: ApiClient): Promise<SendReceipt> {
	return provider.send.parse(await call(provider.send.build(command)), command);
}

/**
 * The removal was sent in any case, because an addition that was accepted just before may not show yet
 * (docs/decisions/0013): the tapback that was read decides only the outcome.
 */
function withKnowledge(sent: SendResult, own: readonly InboundReaction[] | undefined): SendResult {
	if (own === undefined) return sent;
	const { command } = sent;
	const stood = own.find((reaction) => isSameReaction(reaction, command.reaction));
	if (stood !== undefined) return { ...sent, previous: asItStood(stood, command) };
	// A kind that this version can't read may be the one.
	if (own.some(({ type }) => type === 'unknown')) return sent;
	return { ...sent, outcome: 'unchanged', reason: standsInstead(command, own) };
}

function asItStood(stood: InboundReaction, { reaction }: SendCommand): Reaction {
	return stood.type === 'emoji' ? stood : reaction;
}

/**
 * The id is read each time: an earlier id may be that of a tapback that was replaced since. Its removal would succeed,
 * and leave the newer one.
 */
async function removeById(provider: Provider, command: SendCommand, call: ApiClient): Promise<SendResult> {
	const own = await readOwn(provider, command, call);
	const found = own.find(({ reaction }) => isSameReaction(reaction, command.reaction));
	if (found === undefined) return nothingToRemove(command, own);
	if (found.reactionId === null) throw badAnswer(provider.name, 'the id of your tapback');
	const receipt = await request(provider, { ...command, reactionId: found.reactionId }, call);
	return { command, ...receipt, previous: asItStood(found.reaction, command) };
}

function nothingToRemove(command: SendCommand, own: readonly LiveTapback[]): SendResult {
	const reactions = own.map(({ reaction }) => reaction);
	const unread = reactions.find(({ type }) => type === 'unknown');
	if (unread === undefined) return { command, outcome: 'unchanged', reason: standsInstead(command, reactions) };
	const wanted = describeReaction(command.reaction);
	return {
		command,
		outcome: 'unknown',
		reason: `Your tapback there is ${describeReaction(unread)}, which may be ${wanted} or another. Nothing was sent.`,
	};
}

function isSameReaction(a: InboundReaction, b: Reaction): boolean {
	return a.type === 'emoji' && b.type === 'emoji' ? isSameEmoji(a.emoji, b.emoji) : a.type === b.type;
}

function standsInstead({ reaction }: SendCommand, [other]: readonly InboundReaction[]): string | undefined {
	return other && `Your tapback there is ${describeReaction(other)}, not ${describeReaction(reaction)}, so there was nothing to remove.`;
}

async function sendByToggle(
	provider: Provider,
	command: SendCommand,
	{ connection: { account = '' }, memory, store, standing, call }: SendOptions & { call: ApiClient },
): Promise<SendResult> {
	// A hexadecimal id in capitals names the same message.
	const key = `${provider.id}:${account}:${command.messageId.toLowerCase()}`;

	async function remember(possible: readonly ToggleState[] | undefined): Promise<void> {
		memory.set(key, possible);
		await store?.save(key, possible ?? []);
	}

	return await memory.exclusive(key, async () => {
		if (standing !== undefined) await remember([standing]);
		const possible = memory.get(key) ?? (await store?.load(key));
		// The same value removes, so an emoji is sent as it was placed, however it is spelled now.
		const reaction = possible?.flatMap(reactionsOf).find((other) => isSameReaction(other, command.reaction)) ?? command.reaction;
		const wanted = toToggleState(reaction);
		const decision = decideToggle(command.action, wanted, possible);
		if (decision === 'unchanged') return unchanged(command, possible);
		if (decision === 'unknown') return withoutKnowledge(provider, command, possible);

		const { done, unanswered } = afterToggle(command.action, wanted, possible);
		await remember(unanswered);
		return await request(provider, { ...command, reaction }, call).then(
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
						hintKey: 'say-what-stands',
					};
				}
				await remember(possible);
				throw error;
			},
		);
	});
}

function unchanged(command: SendCommand, possible: readonly ToggleState[] | undefined): SendResult {
	const stands = knownReaction(possible);
	const isOther = command.action === 'remove' && stands !== undefined;
	return { command, outcome: 'unchanged', ...(isOther ? { reason: standsInstead(command, [stands]) } : {}) };
}

function withoutKnowledge(provider: Provider, command: SendCommand, possible: readonly ToggleState[] | undefined): SendResult {
	const { messageId } = command;
	const reaction = describeReaction(command.reaction);
	const toggles = `${provider.name} has one request for both adding and removing, and none to read the tapbacks`;
	if (possible === undefined) {
		throw new TapbackError(
			'STATE_UNKNOWN',
			`It isn’t known whether your ${reaction} is on message ${messageId}. ${toggles}, so a removal could add one. Nothing was sent.`,
			{ field: 'standing', hintKey: 'say-what-stands' },
		);
	}
	return {
		command,
		outcome: 'unknown',
		reason: `An earlier request for message ${messageId} got no answer, so your ${reaction} may be there or not. ${toggles}, so another request could do the opposite. Nothing was sent.`,
		hintKey: 'say-what-stands',
	};
}

/** The one tapback that is surely there. */
function knownReaction(possible: readonly ToggleState[] | undefined): Reaction | undefined {
	const [only, ...others] = possible ?? [];
	return only === undefined || others.length > 0 ? undefined : reactionsOf(only)[0];
}

/** The tapback of a state; `undefined` for `none`. */
function reactionsOf(standing: ToggleState): Reaction[] {
	if (standing.startsWith('emoji:')) return [{ type: 'emoji', emoji: standing.slice('emoji:'.length) }];
	return CLASSIC_REACTIONS.filter((classic) => classic === standing).map((type) => ({ type }));
}
