import {
	createToggleMemory,
	formatReadTapback,
	formatResult,
	isClassicReaction,
	readTapbacks,
	sendTapback,
	tallyTapbacks,
	type Action,
	type Connection,
	type FieldValues,
	type GetFieldsByProvider,
	type ProviderId,
	type ReadResult,
	type SendFieldsByProvider,
	type TallyResult,
	type TapbackResult,
	type ToggleState,
	type ToggleStore,
} from '../../../../core/index.ts';
import { checkGet, checkSend } from '../options/check-calls.mts';
import type { Settings } from '../options/check-options.mts';
import { commandReaction } from '../options/reaction.mts';
import { inOwnWords } from '../options/own-words.mts';
import { HINT_TEXTS, inWords } from '../options/hint-texts.mts';
import { targetOf } from './subject.mts';
import type { Turns } from '../lifecycle/turns.mts';

/** Options of one call that adds or removes a tapback. */
export interface SendOptions<Id extends ProviderId = ProviderId> {
	/** The part of a message with several texts or pictures; the first is 0. */
	partIndex?: number;
	/** Further fields that the provider needs. Default: the plugin's option `fields`. */
	fields?: Partial<SendFieldsByProvider[Id]>;
	/** How many milliseconds a request may take. Default: the plugin's option. */
	timeoutMs?: number;
	/** Default: the plugin's option. */
	whenUnsupported?: 'error' | 'skip';
	/** The bot's current tapback on the message, for providers that toggle, if the plugin doesn't know it: a name, an emoji, or `none`. */
	currentTapback?: string;
}

/** Options of one call that reads tapbacks. */
export interface GetOptions<Id extends ProviderId = ProviderId> {
	/** As in `SendOptions`. Default: the whole message. */
	partIndex?: number;
	/** Further fields that the provider needs for reading. */
	fields?: GetFieldsByProvider[Id];
	/** How many milliseconds a request may take. Default: the plugin's option. */
	timeoutMs?: number;
	/** Whether the result has `message`. Default `true`. */
	includeMessage?: boolean;
}

/** A tapback that is on a message now. */
export type LiveTapback = ReadResult;

/** The tapbacks on a message, counted: `counts` by reaction, `people` by person, the bot's in `own`. */
export interface TapbackTally extends TallyResult {
	provider: string;
}

/** Core's functions with the plugin's settings. All reject with a TapbackError; none throws before it returns. */
export interface Sending {
	/** `call`: the name of the user's call, for errors. */
	send(action: Action, subject: unknown, reaction: unknown, options?: SendOptions, call?: string): Promise<TapbackResult>;
	get(subject: unknown, options?: GetOptions): Promise<LiveTapback[]>;
	tally(subject: unknown, options?: GetOptions): Promise<TapbackTally>;
}

export function createSending(
	settings: Settings,
	{ connection, store, turns }: { connection: Connection; store: ToggleStore; turns: Turns },
): Sending {
	const { provider, messageIdOf } = settings;
	const memory = createToggleMemory();
	const at = (timeoutMs: number | undefined) => (timeoutMs === undefined ? connection : { ...connection, timeoutMs });
	const queryOf = (call: string, subject: unknown, more: GetOptions | undefined) => {
		const { partIndex, fields, timeoutMs, includeMessage = true } = checkGet(call, provider, more);
		const target = targetOf(subject, messageIdOf);
		const values: FieldValues = { ...fields };
		return { query: { ...target, partIndex: partIndex ?? target.partIndex, fields: values, includeMessage }, connection: at(timeoutMs) };
	};
	return {
		async send(action, subject, reaction, more, call = action === 'add' ? 'send()' : 'remove()') {
			const { partIndex, fields, timeoutMs, whenUnsupported, currentTapback } = checkSend(call, provider, more);
			const target = targetOf(subject, messageIdOf);
			const command = {
				action,
				...target,
				partIndex: partIndex ?? target.partIndex,
				...commandReaction(reaction),
				fields: { ...settings.fields, ...fields },
			};
			const options = {
				connection: at(timeoutMs),
				memory,
				store,
				whenUnsupported: whenUnsupported ?? settings.whenUnsupported,
				currentTapback: currentTapback === undefined ? undefined : currentToggleState(currentTapback),
			};
			const sent = await turns.run(async () => await inWords(async () => await sendTapback(provider, command, options)));
			const { reason, ...result } = formatResult(provider.id, sent, HINT_TEXTS);
			return reason === undefined ? result : { ...result, reason: inOwnWords(reason) };
		},
		async get(subject, more) {
			const { query, connection: to } = queryOf('get()', subject, more);
			const live = await inWords(async () => await readTapbacks(provider, query, to));
			return live.map((tapback) => formatReadTapback(provider.id, tapback));
		},
		async tally(subject, more) {
			const { query, connection: to } = queryOf('tally()', subject, more);
			return { provider: provider.id, ...(await inWords(async () => await tallyTapbacks(provider, query, to))) };
		},
	};
}

function currentToggleState(word: string): ToggleState {
	return word === 'none' || isClassicReaction(word) ? word : `emoji:${word}`;
}
