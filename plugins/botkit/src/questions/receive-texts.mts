import { randomUUID } from 'node:crypto';

import type { BotWorker, BotkitMessage } from 'botkit';

import type { QuestionEvent } from '../../../../core/index.ts';
import type { Answering, Effect } from './answering.mts';
import { isReceivedText } from '../inbound/activity.mts';
import { pendingQuestion, type DialogContext } from './pending-question.mts';
import type { Report } from '../lifecycle/report.mts';

/**
 * A middleware for `spawn`: applies a text to the pending question, and passes it to the conversation only if it settles the
 * question. Otherwise Botkit would take any text as the answer.
 */
export function receiveTexts({ answeringOf, report }: { answeringOf: () => Answering | undefined; report: Report }) {
	const wrapped = new WeakSet<object>();

	async function receive(dialogContext: DialogContext, message: BotkitMessage): Promise<Effect | 'conversation'> {
		const answering = answeringOf();
		const event = written(message);
		const pending = pendingQuestion(dialogContext);
		if (answering === undefined) return 'conversation';
		if (pending?.key !== undefined) return await answering.receive(pending, message, event);
		const isBusy = dialogContext.activeDialog !== undefined;
		return !isBusy && (await answering.receiveElsewhere(event)) === 'vote' ? 'vote' : 'conversation';
	}

	return async (bot: BotWorker): Promise<void> => {
		const dialogContext = bot.getConfig('dialogContext');
		if (typeof dialogContext?.continueDialog !== 'function' || wrapped.has(dialogContext)) return;
		wrapped.add(dialogContext);
		const { continueDialog } = dialogContext;
		dialogContext.continueDialog = async () => {
			const message = dialogContext.context.turnState.get('botkitMessage');
			const effect = message && isReceivedText(message) ? await receive(dialogContext, message).catch(failed) : 'conversation';
			// Botkit's states: after `empty` the handlers get the message, after `waiting` nobody does.
			if (effect === 'nothing') return { status: 'empty' };
			return effect === 'vote' ? { status: 'waiting' } : await continueDialog.call(dialogContext);
		};
	};

	function failed(error: unknown): 'conversation' {
		report('A text could not be applied to the question it may answer', error);
		return 'conversation';
	}
}

function written({ text = '', user, channel, incoming_message: activity, imessage }: BotkitMessage): QuestionEvent {
	return {
		type: 'message',
		message: {
			eventId: activity.id || randomUUID(),
			text,
			actor: user,
			isFromMe: false,
			conversationId: channel,
			replyTo: imessage?.replyTo ?? null,
			occurredAt: imessage?.occurredAt ?? null,
			receivedAt: new Date().toISOString(),
		},
	};
}
