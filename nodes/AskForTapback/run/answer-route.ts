import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Provider } from '../../../core';
import type { QuestionPlan } from '../questions/question-plan';
import type { WaitQuestion } from '../state/wait-state';

/** A run of the node that asks questions. */
export interface AskRun {
	context: IExecuteFunctions;
	provider: Provider;
	/** Identifies the run: execution, node and run index. */
	key: string;
	isHumanReview: boolean;
	continueOnFail: boolean;
	plans: readonly QuestionPlan[];
}

/** How the answers to the questions of one run are received. */
export interface AnswerRoute {
	/** Called before anything is sent. From then on answers are received. */
	open(): Promise<void>;
	/** Called after the questions are sent. Returns the data to park with the run. `until`: ms since 1970. */
	wait(questions: readonly WaitQuestion[], until: number): Promise<IDataObject>;
	/** Called if nothing is left to wait for. Removes what open() created. */
	close(): Promise<void>;
}

/** The URL that resumes the parked run, with these query parameters. */
export function resumeUrl(context: IExecuteFunctions, query: Record<string, string> = {}): string {
	const { id } = context.getNode();
	// n8n requires its signature over the whole URL, but only for the operation `sendAndWait`.
	if (context.getNodeParameter('operation', 0) === 'sendAndWait') return context.getSignedResumeUrl(query);
	const url = new URL(String(context.evaluateExpression('{{ $execution.resumeUrl }}', 0)));
	url.pathname += `/${id}`;
	for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
	return url.href;
}
