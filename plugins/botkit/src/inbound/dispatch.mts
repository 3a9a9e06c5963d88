import type { BotWorker, Botkit, BotkitMessage } from 'botkit';

import type { TapbackEvent } from '../../../../core/index.ts';
import type { Report } from '../lifecycle/report.mts';
import { EVENT_OF_ACTION, TAPBACK } from './activity.mts';
import { selects, type TapbackSelection } from './selection.mts';

/** A message of the events `tapback`, `tapback_added` and `tapback_removed`. */
export type TapbackMessage = BotkitMessage & { tapback: TapbackEvent };

/** A handler of `api.on`. It may be async. If it throws, the option `onError` gets the error. */
export type TapbackHandler = (bot: BotWorker, message: TapbackMessage) => unknown;

/** Calls the handlers of a controller's tapbacks. */
export interface Dispatch {
	on(selection: TapbackSelection, handler: TapbackHandler): void;
}

/** Applies a message's tapbacks to the question of its conversation. `others`: the tapbacks that are no answers, for the handlers. */
export type TakeTapbacks = (bot: BotWorker, message: BotkitMessage) => Promise<{ isAnswer: boolean; others: readonly TapbackEvent[] }>;

const installed = new WeakMap<Botkit, Dispatch>();
const reports = new WeakMap<Botkit, Report>();

/**
 * The dispatch of a controller, created once. Tapbacks are dispatched before Botkit's dialogs, because `convo.ask()` takes any
 * activity as its answer. An error of a handler is reported, because in Botkit it would end the process.
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

	async function emit(bot: BotWorker, message: TapbackMessage): Promise<void> {
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
			for (const tapback of others) await emit(bot, { ...message, tapback });
			return !isAnswer;
		},
	);
	const dispatch: Dispatch = { on: (selection, handler) => void selected.push({ selection, handler }) };
	installed.set(controller, dispatch);
	reports.set(controller, report);
	return dispatch;
}

/** The report for failures of this controller's handlers. */
export function reportOf(controller: Botkit): Report | undefined {
	return reports.get(controller);
}

const eventsByMessage = new WeakMap<BotkitMessage, readonly TapbackEvent[]>();

/** Makes a message carry these tapbacks. With an empty list no handler is called. */
export function setEvents(message: BotkitMessage, events: readonly TapbackEvent[]): void {
	message.type = TAPBACK;
	message.tapback = events[0];
	eventsByMessage.set(message, events);
}

export function eventsOf(message: BotkitMessage): readonly TapbackEvent[] {
	return eventsByMessage.get(message) ?? (message.tapback ? [message.tapback] : []);
}
