import type { Botkit } from 'botkit';

import { runTurn } from './inbound/deliver.mts';
import type { Report } from './reporter.mts';
import type { Sent } from './sent.mts';
import { TIMEOUT, endsQuestion, type Question } from './questions.mts';

export interface QuestionTimers {
	/** Starts the wait of a question that was just sent. */
	start(question: Question, sent: Sent): void;
}

/** Ends questions that nobody answered in time, by a turn of their own. A wait ends with the process. */
export function createQuestionTimers(controller: Botkit, report: Report): QuestionTimers {
	controller.interrupts(
		async () => true,
		TIMEOUT,
		async (bot, message) => !endsQuestion(bot, message, String(message.askedAs)),
	);
	return {
		start({ timeoutMs, askedAs }, { reference }) {
			if (timeoutMs === undefined) return;
			setTimeout(() => {
				const activity = { type: 'event', channelData: { botkitEventType: TIMEOUT, askedAs } };
				runTurn(controller, reference, activity).catch((error: unknown) => report('A question’s time could not be ended', error));
			}, timeoutMs).unref();
		},
	};
}
