import { createApiClient } from '../../../core';
import { connect } from '../../shared/calls/connection';
import { openDesk, openElsewhere } from '../answers/answer-desk';
import { RELAY, requireShared } from '../answers/answer-webhook';
import { resumeUrl, type AnswerRoute, type AskRun } from './answer-route';
import { startTimer, timerTimeFor } from './answer-timer';
import { endedRows } from '../state/ended-rows';
import type { KnownRegistration } from '../answers/find-registration';
import { forgetWait, rememberWait } from '../state/open-questions';
import { quotesTarget } from '../questions/quotes-target';
import { requireRelay } from '../answers/relay';
import { requireUnasked } from '../questions/same-question';
import { parkedUntil } from './park';
import type { WaitRow } from '../state/wait-state';

/** Receives answers at the webhook of the published node, or from a Relay Workflow. The question table holds the questions. */
export async function tableRoute(
	run: AskRun,
	{ listener, shared, relayWorkflowId }: { listener: string; shared?: KnownRegistration; relayWorkflowId?: string },
): Promise<AnswerRoute> {
	const { context, provider, key, isHumanReview, continueOnFail, plans } = run;
	const desk = await openDesk(context, provider);
	const questions = plans.map(({ question, conversationId }) => ({ failure: null, question, conversationId, replyTo: null }));
	let row: WaitRow = {
		...{ key, version: 1, status: 'opening' },
		state: {
			...{ provider: provider.id, account: desk.proof.account, listener, isHumanReview, continueOnFail },
			...{ resumeUrl: desk.proof.seal(resumeUrl(context)), until: parkedUntil(questions), timerAt: null, timerUrl: null, questions },
		},
	};
	async function removeRows(keys: readonly string[]): Promise<void> {
		await desk.table.remove(...keys).catch((error: unknown) => {
			context.logger.debug('Tapback: the rows of ended questions could not be removed', { reason: String(error) });
		});
	}

	return {
		async open() {
			const now = Date.now();
			const call = createApiClient(provider, await connect(context, provider));
			if (shared !== undefined) await requireShared(provider, call, shared);
			if (quotesTarget(provider)) requireUnasked(provider, plans, { ...(await openElsewhere(desk, call)), now });
			await desk.table.insert(row, now);
			rememberWait(row);
			if (listener === RELAY && relayWorkflowId !== undefined) await requireRelay(context, relayWorkflowId, key);
		},
		async wait(asked, until) {
			const state = { ...row.state, questions: asked, until };
			const timerAt = timerTimeFor(state);
			const written = await desk.table.replace(row, { status: 'open', state: { ...state, timerAt } });
			if (written === undefined)
				throw new Error('The row of this question in n8n’s Data Table was changed or deleted while the question was being sent.');
			row = written;
			rememberWait(row);
			endedRows.removeWhenOver(context.getWorkflow().id ?? '', row, removeRows);
			if (timerAt !== null) await startTimer(context, row);
			return { key };
		},
		async close() {
			forgetWait(key);
			await desk.table.remove(key);
		},
	};
}
