import type { BotWorker, Botkit, BotkitMessage } from 'botkit';

import type { TapbackEvent } from '../../../../core/index.ts';
import type { Report } from '../lifecycle/report.mts';
import { EVENT_OF_ACTION, TAPBACK } from './activity.mts';
import { selects, type TapbackSelection } from './selection.mts';

/** A message of the events `tapback`, `tapback_added` and `tapback_removed`. */
export type TapbackMessage = BotkitMessage & { tapback: TapbackEvent };

export type TapbackHandler = (bot: BotWorker, message: TapbackMessage) => unknown;

export interface Dispatch {
	on(selection: TapbackSelection, handler: TapbackHandler): void;
}

/** Tells tapbacks to the question that a conversation waits with; those that are answers go there, and nowhere else. */
export type TakeTapbacks = (bot: BotWorker, message: BotkitMessage) => Promise<{ isAnswer: boolean; others: readonly TapbackEvent[] }>;

const installed = new WeakMap<Botkit, Dispatch>();
const reports = new WeakMap<Botkit, Report>();

/**
 * Tapbacks are told before Botkit's dialogs see them: `convo.ask()` would take any activity for its answer. A handler
 * that throws is reported; thrown on, it would end the process.
 */
export function dispatchOf(controller: Botkit, { report, takeTapbacks }: { report: Report; takeTapbacks: TakeTapbacks }): Dispatch {
	const known = installed.get(controller);
	if (known) return known;
	const selected: Array<{ selection: TapbackSelection; handler: TapbackHandler }> = [];

	async function guarded(task: () => unknown): Promise<void> {
		try {
			await task();
		} catch (error) {
			report('A handler of a tapback failed', error);
		}
	}

	async function tell(bot: BotWorker, message: TapbackMessage): Promise<void> {
		await guarded(async () => await controller.trigger(TAPBACK, bot, message));
		await guarded(async () => await controller.trigger(EVENT_OF_ACTION[message.tapback.action], bot, message));
		for (const { selection, handler } of selected) {
			if (selects(selection, message.tapback)) await guarded(async () => await handler.call(bot, bot, message));
		}
	}

	controller.interrupts(
		async () => true,
		TAPBACK,
		async (bot, message) => {
			const { isAnswer, others } = await takeTapbacks(bot, message);
			for (const tapback of others) await tell(bot, { ...message, tapback });
			return !isAnswer;
		},
	);
	const dispatch: Dispatch = { on: (selection, handler) => void selected.push({ selection, handler }) };
	installed.set(controller, dispatch);
	reports.set(controller, report);
	return dispatch;
}

/** Where failures of this controller's handlers go. */
export function reportOf(controller: Botkit): Report | undefined {
	return reports.get(controller);
}

const several = new WeakMap<BotkitMessage, readonly TapbackEvent[]>();

/** For a message that brings several tapbacks at once, or, with none, one that nobody shall hear of. */
export function setEvents(message: BotkitMessage, events: readonly TapbackEvent[]): void {
	message.type = TAPBACK;
	message.tapback = events[0];
	several.set(message, events);
}

export function eventsOf(message: BotkitMessage): readonly TapbackEvent[] {
	return several.get(message) ?? (message.tapback ? [message.tapback] : []);
}
