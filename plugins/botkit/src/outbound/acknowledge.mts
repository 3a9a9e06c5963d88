import type { BotWorker, BotkitMessage } from 'botkit';

import type { Acknowledgement } from '../options/check-acknowledge.mts';
import { isReceivedText } from '../inbound/activity.mts';
import type { ReactionInput } from '../options/reaction.mts';
import type { Report } from '../lifecycle/report.mts';
import type { Sending } from './sending.mts';
import type { Sent } from './watch-sent.mts';
import type { TapbackTarget } from './subject.mts';
import type { Turns } from '../lifecycle/turns.mts';

/** Puts a tapback on received messages, and removes it after the bot's reply if the user wants that. */
export interface Acknowledging {
	/** A middleware for `receive`. The turn doesn't wait for the tapback, and doesn't fail if the tapback fails. */
	onReceived(bot: BotWorker, message: BotkitMessage): Promise<void>;
	/** Removes the tapback of this turn, if `untilReply` is set. */
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
	const removals = new WeakMap<object, () => Promise<void>>();

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
			removals.set(message.context, async () => {
				await placing;
				const { target, reaction } = placed ?? {};
				if (target && reaction) await guarded(async () => void (await sending.send('remove', target, reaction)));
			});
		},
		onSent({ context, activity }) {
			if (activity.type !== 'message') return;
			const task = removals.get(context);
			removals.delete(context);
			void task?.();
		},
	};
}
