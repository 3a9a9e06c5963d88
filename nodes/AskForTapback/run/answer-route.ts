import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Provider } from '../../../core';
import type { QuestionPlan } from '../questions/question-plan';
import type { WaitQuestion } from '../state/wait-state';

/** A run of the node that asks. */
export interface AskRun {
	context: IExecuteFunctions;
	provider: Provider;
	/** Names the run: execution, node and turn. */
	key: string;
	isHumanReview: boolean;
	continueOnFail: boolean;
	plans: readonly QuestionPlan[];
}

/** How the answers to the questions of one run arrive. */
export interface AnswerRoute {
	/** Before anything is sent: from now on answers are received. */
	open(): Promise<void>;
	/** The questions are sent. Gives what is parked along with the run. */
	wait(questions: readonly WaitQuestion[], until: number): Promise<IDataObject>;
	/** Nothing is waited for: removes what open() made. */
	close(): Promise<void>;
}

/** Where the parked run is resumed, with these query parameters. */
export function resumeUrl(context: IExecuteFunctions, query: Record<string, string> = {}): string {
	const { id } = context.getNode();
	// n8n wants its own signature, over the whole URL, for the operation that asks only.
	if (context.getNodeParameter('operation', 0) === 'sendAndWait') return context.getSignedResumeUrl(query);
	const url = new URL(String(context.evaluateExpression('{{ $execution.resumeUrl }}', 0)));
	url.pathname += `/${id}`;
	for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
	return url.href;
}
