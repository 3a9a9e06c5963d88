import type { BotWorker, Botkit, BotkitMessage } from 'botkit';

import type { QuestionEvent, TapbackEvent } from '../../../../core/index.ts';
import { giveAnswer } from './given-answers.mts';
import { SETTLED } from '../inbound/activity.mts';
import { eventsOf } from '../inbound/dispatch.mts';
import { pendingQuestion, type Pending } from './pending-question.mts';
import type { QuestionTimers } from './question-timers.mts';
import type { Questions } from './open-questions.mts';

/** `answer`: it settled the question, and the conversation goes on. `vote`: it counted, and the question stays open. */
export type Effect = 'answer' | 'vote' | 'nothing';

/** Applies tapbacks and texts to the questions of a controller. */
export interface Answering {
	/** Applies an event to the question of this turn's conversation. */
	receive(pending: Pending, message: BotkitMessage, event: QuestionEvent): Promise<Effect>;
	/** Applies an event to a question in another conversation, if it counts for exactly one. */
	receiveElsewhere(event: QuestionEvent): Promise<Effect>;
}

export function createAnswering(controller: Botkit, { questions, timers }: { questions: Questions; timers: QuestionTimers }): Answering {
	controller.interrupts(
		async () => true,
		SETTLED,
		async (bot, message) => {
			const key = String(message.askedKey);
			const isWaiting = pendingQuestion(bot.getConfig('dialogContext'))?.key === key;
			return !(isWaiting && giveAnswer(message, key, questions));
		},
	);

	const answering: Answering = {
		async receive({ key, asked, text }, message, event) {
			if (key === undefined) return 'nothing';
			const { counted, isSettled, until } = await questions.apply(key, event, { asked, text, reference: message.reference });
			if (!counted) return 'nothing';
			timers.start(key, until);
			return isSettled && giveAnswer(message, key, questions) ? 'answer' : 'vote';
		},
		async receiveElsewhere(event) {
			const key = await questions.keyOf(event);
			if (key === undefined) return 'nothing';
			const { counted, isSettled, until } = await questions.apply(key, event);
			if (isSettled) timers.endSoon(key);
			else if (counted) timers.start(key, until);
			return counted ? 'vote' : 'nothing';
		},
	};
	installed.set(controller, answering);
	return answering;
}

const installed = new WeakMap<Botkit, Answering>();

/** What the tapbacks of a message did. */
export interface Taken {
	/** Whether one of the tapbacks settled the question, so that the conversation goes on. */
	isAnswer: boolean;
	/** The tapbacks that are no answers: events for the handlers. */
	others: readonly TapbackEvent[];
}

/** Applies the tapbacks of a message to the question of its conversation. */
export async function takeTapbacks(bot: BotWorker, message: BotkitMessage): Promise<Taken> {
	const pending = pendingQuestion(bot.getConfig('dialogContext'));
	const others: TapbackEvent[] = [];
	let isAnswer = false;
	for (const event of eventsOf(message)) {
		const effect = pending && (await installed.get(bot.controller)?.receive(pending, message, { type: 'tapback', event }));
		if (effect === 'answer') {
			isAnswer = true;
			message.tapback = event;
		} else if (effect !== 'vote') others.push(event);
	}
	return { isAnswer, others };
}
