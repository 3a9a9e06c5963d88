import { TapbackError, providerById } from '../../../core';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { connect } from '../../shared/calls/connection';
import { log } from '../../shared/errors/log';
import { nodeKey } from '../../shared/node-key';
import { answerRegistration } from '../answers/answer-registration';
import { listenerOf, RELAY, relayWorkflowIn } from '../answers/answer-webhook';
import type { AnswerRoute, AskRun } from './answer-route';
import { askFailureOf, toAskError } from './failure';
import { findRegistration } from '../answers/find-registration';
import { park, parkedUntil } from './park';
import { isWaitOnly, readQuestions } from '../questions/read-questions';
import { readExistingTapbacks } from '../questions/read-existing-tapbacks';
import { resultItems } from './results';
import { runRoute } from './run-route';
import { sendQuestions } from '../questions/send-questions';
import { tableRoute } from './table-route';
import { isSettled, type WaitQuestion } from '../state/wait-state';

/** Asks one question for each item, and parks the execution until all of them are answered. */
export async function ask(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const provider = providerById(String(context.getNodeParameter('provider', 0)));
	const isHumanReview = context.getNode().type.endsWith('HitlTool');
	// If the node throws in a human review, n8n tells the agent that somebody said no.
	const continueOnFail = isHumanReview || context.continueOnFail();
	requireParkable(context);
	const planned = readQuestions(context, provider, { continueOnFail, scope: answerRegistration(context, provider)?.fields });
	const plans = planned.flatMap((plan) => (plan.failure === null ? plan : []));
	const asked = { provider: provider.id, isHumanReview };
	if (plans.length === 0) return [resultItems({ ...asked, questions: planned.flatMap((one) => (one.failure === null ? [] : one)) })];
	const run: AskRun = { context, provider, key: keyOf(context), isHumanReview, continueOnFail, plans };

	async function send(route: AnswerRoute): Promise<INodeExecutionData[][]> {
		await route.open();
		const connection = await connect(context, provider);
		const sent = await sendQuestions(provider, planned, { key: run.key, continueOnFail, connection });
		if (!continueOnFail) throwFirst(context, sent);
		const mayHaveTapbacks = isWaitOnly(context) || sent.length > 1;
		const questions = mayHaveTapbacks ? await readExistingTapbacks(context, provider, sent) : sent;
		if (isSettled(questions)) {
			await route.close();
			return [resultItems({ ...asked, questions })];
		}
		const until = parkedUntil(questions);
		const parked = await route.wait(questions, until);
		return await park(context, { ...asked, questions, until }, parked);
	}

	let route: AnswerRoute | undefined;
	try {
		route = await routeFor(run);
		return await send(route);
	} catch (error) {
		await route?.close().catch((closing: unknown) => {
			log(context, 'warn', `what belongs to a failed question could not be removed: ${String(closing)}`);
		});
		const failure = askFailureOf(error);
		if (!continueOnFail) throw toAskError(context.getNode(), failure);
		return [resultItems({ ...asked, questions: planned.map((one) => (one.failure === null ? { failure } : one)) })];
	}
}

/** @throws NodeOperationError if n8n can't park the execution that this node runs in */
function requireParkable(context: IExecuteFunctions): void {
	if (!context.isToolExecution() && context.getExecutionId() !== undefined) return;
	const message =
		'A question can’t wait for its answer here: n8n lets a node wait in a workflow and under an AI Agent, not under an MCP Server Trigger or inside another tool. Call a workflow as the tool, and ask there. Nothing was sent.';
	throw toAskError(context.getNode(), { message, code: 'UNSUPPORTED' });
}

async function routeFor(run: AskRun): Promise<AnswerRoute> {
	const { context } = run;
	const relayWorkflowId = relayWorkflowIn(context.getNodeParameter('relayWorkflow', 0, ''));
	if (relayWorkflowId !== '') {
		requireNoTexts(run);
		return await tableRoute(run, { listener: RELAY, relayWorkflowId });
	}
	const registration = await findRegistration(run);
	if (registration === undefined) return await runRoute(run);
	return await tableRoute(run, { listener: listenerOf(registration.url), shared: registration.isShared ? registration : undefined });
}

function requireNoTexts({ plans }: AskRun): void {
	if (plans.every(({ question }) => question.rules.text === 'ignore')) return;
	throw new TapbackError('UNSUPPORTED', 'A Relay Workflow passes tapbacks on, and no messages. Set Options → Written Answers to Ignore.', {
		field: 'text',
	});
}

function throwFirst(context: IExecuteFunctions, questions: readonly WaitQuestion[]): void {
	for (const [itemIndex, { failure }] of questions.entries()) {
		if (failure === null) continue;
		const were = itemIndex === 1 ? 'The question before it was' : `The ${itemIndex} questions before it were`;
		const earlier =
			itemIndex === 0
				? ''
				: ` ${were} sent, but this run doesn’t wait for the answer. If On Error is set to continue, the node waits for the other answers.`;
		throw toAskError(context.getNode(), { ...failure, message: failure.message + earlier }, itemIndex);
	}
}

function keyOf(context: IExecuteFunctions): string {
	return `${context.getExecutionId()}/${nodeKey(context)}/${context.getWorkflowDataProxy(0).$runIndex}`;
}
