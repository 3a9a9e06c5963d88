import type { BotWorker, BotkitMessage, BotkitPlugin } from 'botkit';
import { z } from 'zod';

import {
	CLASSIC_REACTIONS,
	glyphOf,
	isClassicReaction,
	isSingleEmoji,
	type EventAction,
	type TapbackError,
	type TapbackEvent,
} from '../../../../core/index.ts';
import { takeTapbacks } from '../questions/answering.mts';
import { isoTime } from './fallback-texts.mts';
import { dispatchOf, setEvents } from './dispatch.mts';
import { checkCall, wrongOption } from '../options/errors.mts';
import { reactionOfName } from './reaction-names.mts';
import { createReport } from '../lifecycle/report.mts';
import { flag, functionOf, mapOfTexts, objectOf } from '../options/schema.mts';

/** Options of `normalizeMessageReactions()`. */
export interface NormalizeOptions {
	/** Further names of reactions, each with one of the six or an emoji: `{ party_parrot: '🦜' }`. */
	names?: Readonly<Record<string, string>>;
	/** Whether reactions of the bot itself are events, too. Default `false`. */
	includeOwn?: boolean;
	/** Receives the error of a handler that threw. Default: the console. */
	onError?: (error: TapbackError) => void;
}

/**
 * A plugin for bots that serve other platforms, too: reactions in Teams and Slack become the same events `tapback`,
 * `tapback_added` and `tapback_removed`. They answer no pending question. Works with or without `tapback()`.
 * @throws TapbackError INVALID_INPUT for a wrong option
 */
export function normalizeMessageReactions(options: NormalizeOptions = {}): BotkitPlugin {
	const { names, includeOwn = false, onError } = checkNormalize(options);
	let isQuiet = () => false;
	const report = createReport(onError, () => isQuiet());
	return {
		name: 'tapback-normalize-reactions',
		middlewares: {
			ingest: [
				async (_bot: BotWorker, message: BotkitMessage) => {
					const found = readReactions(message);
					if (found.length === 0) return;
					const events = found.map((one, index) => eventOf(message, one, { index, names }));
					setEvents(
						message,
						events.filter(({ isFromMe }) => includeOwn || !isFromMe),
					);
				},
			],
		},
		init(controller) {
			isQuiet = () => controller.getConfig('disable_console') === true;
			dispatchOf(controller, { report, takeTapbacks });
		},
	};
}

const CALL = 'normalizeMessageReactions()';

const optionsSchema = z
	.object({ names: mapOfTexts.optional(), includeOwn: flag.optional(), onError: functionOf<(error: TapbackError) => void>().optional() })
	.strict();

function checkNormalize(given: unknown): NormalizeOptions {
	const options = checkCall(CALL, objectOf(optionsSchema), given);
	const stray = Object.entries(options.names ?? {}).find(([, one]) => !isClassicReaction(one) && !isSingleEmoji(one));
	if (stray) throw wrongOption(`names.${stray[0]}`, `must be ${CLASSIC_REACTIONS.join(', ')}, or exactly one emoji`, CALL);
	return options;
}

interface Found {
	action: EventAction;
	name: string;
	messageId: string | null;
}

const frameworkSchema = z.object({ type: z.string().min(1) });

const ACTIONS = new Map<string, EventAction>([
	['reaction_added', 'added'],
	['reaction_removed', 'removed'],
]);

const slackSchema = z.object({ type: z.string(), reaction: z.string().min(1), item: z.object({ ts: z.string() }) });

/** The reactions of a message. A change gives two, the removed one first. */
function readReactions({ type, incoming_message: activity }: BotkitMessage): Found[] {
	if (type === 'messageReaction') {
		const messageId = activity.replyToId ?? null;
		const named = (list: unknown, action: EventAction) =>
			(Array.isArray(list) ? list : []).flatMap((one): Found[] => {
				const { data } = frameworkSchema.safeParse(one);
				return data ? [{ action, name: data.type, messageId }] : [];
			});
		return [...named(activity.reactionsRemoved, 'removed'), ...named(activity.reactionsAdded, 'added')];
	}
	const { data } = slackSchema.safeParse(activity.channelData);
	const action = data && ACTIONS.get(data.type);
	return data && action ? [{ action, name: data.reaction, messageId: data.item.ts }] : [];
}

function eventOf(
	{ user, channel, incoming_message: activity }: BotkitMessage,
	{ action, name, messageId }: Found,
	{ index, names }: { index: number; names: NormalizeOptions['names'] },
): TapbackEvent {
	const { id, channelId, timestamp, recipient } = activity;
	const reaction = reactionOfName(name, names);
	const isUnknown = reaction.type === 'unknown';
	return {
		provider: channelId,
		eventId: [id ?? [messageId, user, isoTime(timestamp), action].join(':'), name, index].join(':'),
		action,
		reaction: reaction.type,
		emoji: glyphOf(reaction),
		messageId,
		partIndex: null,
		actor: user,
		isFromMe: user === recipient?.id,
		conversationId: channel,
		service: null,
		line: recipient?.id ?? null,
		occurredAt: isoTime(timestamp),
		receivedAt: new Date().toISOString(),
		provenance: 'structured',
		message: null,
		replaced: null,
		target: null,
		...(isUnknown ? { raw: { name } } : {}),
	};
}
