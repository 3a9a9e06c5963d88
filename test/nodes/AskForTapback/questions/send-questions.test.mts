import { describe, expect, it } from '@jest/globals';

import { checkAskOptions, openQuestion } from '../../../../core/index.ts';
import { sendQuestions } from '../../../../nodes/AskForTapback/questions/send-questions.ts';
import type { QuestionPlan } from '../../../../nodes/AskForTapback/questions/question-plan.ts';
import { NOW, madeUp, ok, scriptedConnection } from '../../../harness/core/made-up.mts';

const SLOW_MS = 45_000;
const WAIT_MS = 600_000;

const message = { text: 'Shall I?', to: '+12025550123', conversationId: '', line: '', timeoutMs: null };
const question = openQuestion(checkAskOptions({ deadlineMs: WAIT_MS }), {}, NOW);
const plan: QuestionPlan = { failure: null, message, question, conversationId: null, repliesToUnclear: false, scope: {} };

/** The provider answers after a while. */
async function ask(key: string, sentAt = NOW) {
	let now = sentAt;
	const { connection, sent } = scriptedConnection([], { now: () => now });
	const transport: typeof connection.transport = async (request) => {
		now += SLOW_MS;
		sent.push(request);
		return { status: 200, headers: {}, body: '{}', ...ok() };
	};
	const [asked] = await sendQuestions(madeUp(), [plan], { key, continueOnFail: false, connection: { ...connection, transport } });
	if (asked === undefined || asked.failure !== null) throw new Error(asked?.failure?.message);
	return { asked: asked.question, requests: sent.length };
}

describe('a question that the provider takes its time to send', () => {
	it('may be answered from when it began, and its time begins when it is sent', async () => {
		expect((await ask('slow')).asked).toMatchObject({ askedAt: NOW, dueAt: NOW + SLOW_MS + WAIT_MS });
	});

	it('and that a second attempt of the same run finds sent, may be answered since the first', async () => {
		await ask('twice');
		const { asked, requests } = await ask('twice', NOW + 100_000);
		expect([asked.askedAt, requests]).toEqual([NOW, 0]);
	});
});
