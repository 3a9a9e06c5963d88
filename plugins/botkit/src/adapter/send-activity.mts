import { randomUUID } from 'node:crypto';

import type { BotkitMessage } from 'botkit';

import {
	TapbackError,
	sendMessage,
	type Connection,
	type MessageResult,
	type Outcome,
	type Provider,
	type TapbackResult,
} from '../../../../core/index.ts';
import { inWords } from '../options/hint-texts.mts';
import type { Sending } from '../outbound/sending.mts';
import type { Report } from '../lifecycle/report.mts';
import type { Addresses } from './addresses.mts';
import { contentOf } from './message-activity.mts';

type Activity = Partial<BotkitMessage['incoming_message']>;

/** The result of `bot.say()` and `bot.reply()`. */
export interface SentActivity {
	/** The provider's id of the message, for a later tapback; empty if there is none. */
	id: string;
	/** Absent for activities that are not sent, such as `typing`. */
	outcome?: Outcome;
	/** Why the outcome is `unknown`, `unchanged` or `skipped`. */
	reason?: string;
}

export interface SendParts {
	provider: Provider;
	connection: Connection;
	sending: Sending;
	addresses: Addresses;
	report: Report;
}

/** Activities that Botkit and its dialogs send by themselves, and that iMessage doesn't have. */
const NOT_SENT = ['typing', 'delay', 'trace', 'event', 'endOfConversation', 'invokeResponse'];

/** @throws TapbackError UNSUPPORTED or INVALID_INPUT for what can't be sent, else the provider's error */
export async function sendActivity(activity: Activity, parts: SendParts): Promise<SentActivity> {
	const { type = 'message' } = activity;
	if (type === 'message') return await sendText(activity, parts);
	if (type === 'messageReaction') return await sendReaction(activity, parts);
	if (NOT_SENT.includes(type)) return { id: '' };
	throw new TapbackError(
		'UNSUPPORTED',
		`An activity of the type ${type} can’t be sent over iMessage: only message and messageReaction can.`,
	);
}

async function sendText(activity: Activity, { provider, connection, addresses, report }: SendParts): Promise<SentActivity> {
	const input = { ...addresses.targetOf(activity), ...contentOf(activity), key: randomUUID() };
	const result = await inWords(async () => await sendMessage(provider, input, connection));
	addresses.recordSent(activity, result.conversationId);
	if (result.outcome === 'unknown') report('It isn’t known whether a message was sent', unknownOutcome(result));
	const { outcome, reason, messageId } = result;
	return { id: messageId ?? '', outcome, ...(reason === undefined ? {} : { reason }) };
}

/** Sends the added reactions. The removed ones are sent only if nothing is added, because a new tapback replaces the old one. */
async function sendReaction(activity: Activity, parts: SendParts): Promise<SentActivity> {
	const { reactionsAdded = [], reactionsRemoved = [], replyToId } = activity;
	const added = reactionsAdded.map(({ type }) => ({ action: 'add', type }) as const);
	const removed = reactionsRemoved.map(({ type }) => ({ action: 'remove', type }) as const);
	let last: TapbackResult | undefined;
	for (const { action, type } of added.length > 0 ? added : removed) {
		last = await parts.sending.send(action, { messageId: replyToId }, type, { fields: lineFields(activity, parts) });
	}
	if (last) return { id: last.reactionId ?? '', outcome: last.outcome, ...(last.reason === undefined ? {} : { reason: last.reason }) };
	throw new TapbackError(
		'INVALID_INPUT',
		'A messageReaction must have something in reactionsAdded or reactionsRemoved. Nothing was sent.',
		{
			field: 'reactionsAdded',
		},
	);
}

/** The field that names the sending line, if the provider has one: the conversation's line. */
function lineFields(activity: Activity, { provider, addresses }: SendParts): Record<string, string> {
	const { line } = addresses.targetOf(activity);
	const names = line === undefined ? [] : provider.fields.send.filter(({ is }) => is === 'line').map(({ name }) => name);
	return Object.fromEntries(names.map((name) => [name, line ?? '']));
}

function unknownOutcome({ reason = '' }: MessageResult): TapbackError {
	return new TapbackError('NO_ANSWER', reason);
}
