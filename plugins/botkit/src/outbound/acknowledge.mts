import type { BotWorker, BotkitMessage } from 'botkit';
import { z } from 'zod';

import { TapbackError, isClassicReaction, isSameEmoji, isSingleEmoji, type Provider } from '../../../../core/index.ts';
import { isReceivedText } from '../inbound/activity.mts';
import type { ReactionInput } from './reaction.mts';
import type { Report } from '../lifecycle/report.mts';
import type { Sending } from './sending.mts';
import type { Sent } from './watch-sent.mts';
import type { TapbackTarget } from './subject.mts';
import type { Turns } from '../lifecycle/turns.mts';

/** A tapback for every message that comes in, or what a function says for each; `undefined` for none. */
export type Acknowledge = ReactionInput | ChooseReaction | AcknowledgeOptions;

export type ChooseReaction = (message: BotkitMessage) => ReactionInput | undefined | Promise<ReactionInput | undefined>;

export interface AcknowledgeOptions {
	reaction: ReactionInput | ChooseReaction;
	/** Takes the tapback back once the bot has answered. Default `false`. */
	untilReply?: boolean;
}

export interface Acknowledgement {
	choose: ChooseReaction;
	untilReply: boolean;
}

const choiceSchema = z.union([z.string(), z.custom<ChooseReaction>((value) => typeof value === 'function')]);
const acknowledgeSchema = z.union([
	choiceSchema,
	z.object({ reaction: choiceSchema, untilReply: z.custom<boolean>((value) => typeof value === 'boolean').optional() }).strict(),
]);

/** @throws TapbackError INVALID_INPUT for what the provider can't do, too: otherwise every message would fail. */
export function checkAcknowledge(provider: Provider, given: unknown): Acknowledgement | undefined {
	if (given === undefined) return undefined;
	const { data } = acknowledgeSchema.safeParse(given);
	if (data === undefined) throw wrong('must be a reaction, a function, or { reaction, untilReply }');
	const { reaction, untilReply = false } = typeof data === 'object' ? data : { reaction: data };
	const { remove, sendEmoji } = provider.capabilities;
	if (untilReply && remove.level === 'no') throw wrong(`can’t have untilReply: ${remove.reason}`);
	if (typeof reaction === 'function') return { choose: reaction, untilReply };
	if (!isClassicReaction(reaction)) {
		if (!isSingleEmoji(reaction)) throw wrong('must be love, like, dislike, laugh, emphasize, question, or exactly one emoji');
		const isListed = provider.sendableEmoji?.some((one) => isSameEmoji(one, reaction)) ?? true;
		if (sendEmoji.level === 'no' || (!isListed && sendEmoji.level === 'partly')) throw wrong(`can’t be ${reaction}: ${sendEmoji.reason}`);
	}
	return { choose: () => reaction, untilReply };
}

export interface Acknowledging {
	/** A middleware for `receive`. The turn doesn't wait for the tapback, and never fails for it. */
	onReceived(bot: BotWorker, message: BotkitMessage): Promise<void>;
	onSent(sent: Sent): void;
}

export function createAcknowledging(
	{ choose, untilReply }: Acknowledgement,
	{
		sending,
		targetOfMessage,
		turns,
		report,
	}: { sending: Sending; targetOfMessage: (message: BotkitMessage) => TapbackTarget; turns: Turns; report: Report },
): Acknowledging {
	const takeBack = new WeakMap<object, () => Promise<void>>();

	async function guarded(task: () => Promise<void>): Promise<void> {
		await turns.run(task).catch((error: unknown) => report('A message could not be acknowledged', error));
	}

	return {
		async onReceived(_bot, message) {
			if (!isReceivedText(message)) return;
			let placed: { target: TapbackTarget; reaction: ReactionInput } | undefined;
			const placing = guarded(async () => {
				const reaction = await choose(message);
				if (reaction === undefined) return;
				const target = targetOfMessage(message);
				await sending.send('add', target, reaction);
				placed = { target, reaction };
			});
			if (!untilReply) return;
			takeBack.set(message.context, async () => {
				await placing;
				const { target, reaction } = placed ?? {};
				if (target && reaction) await guarded(async () => void (await sending.send('remove', target, reaction)));
			});
		},
		onSent({ context, activity }) {
			if (activity.type !== 'message') return;
			const task = takeBack.get(context);
			takeBack.delete(context);
			void task?.();
		},
	};
}

function wrong(says: string): TapbackError {
	return new TapbackError('INVALID_INPUT', `tapback(): the option acknowledge ${says}.`, { field: 'acknowledge' });
}
