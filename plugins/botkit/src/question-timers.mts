import type { Botkit } from 'botkit';

import { runTurn } from './inbound/deliver.mts';
import type { KeptQuestion } from './kept-questions.mts';
import { TIMEOUT, endsQuestion } from './questions.mts';
import type { Report } from './reporter.mts';

export interface QuestionTimers {
	/** Waits until the question is due, but `leastMs`, and ends it where it still stands. One without a time is left alone. */
	start(messageId: string | undefined, question: KeptQuestion, leastMs?: number): void;
}

/** Ends questions that nobody answered in time, by a turn of their own. `onEnd` hears of each whose time was up. */
export function createQuestionTimers(
	controller: Botkit,
	{ report, onEnd }: { report: Report; onEnd: (messageId: string) => Promise<void> },
): QuestionTimers {
	controller.interrupts(
		async () => true,
		TIMEOUT,
		async (bot, message) => !endsQuestion(bot, message, String(message.askedAs)),
	);

	async function end(messageId: string | undefined, { reference, question }: KeptQuestion): Promise<void> {
		try {
			const channelData = { botkitEventType: TIMEOUT, askedAs: question.askedAs };
			await runTurn(controller, reference, { type: 'event', channelData });
			if (messageId !== undefined) await onEnd(messageId);
		} catch (error) {
			report('A question’s time could not be ended', error);
		}
	}

	return {
		start(messageId, question, leastMs = 0) {
			if (question.dueAt === undefined) return;
			setTimeout(() => void end(messageId, question), Math.max(question.dueAt - Date.now(), leastMs)).unref();
		},
	};
}
