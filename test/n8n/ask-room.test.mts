import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { ProviderId } from '../../sandbox/src/index.mts';
import { HUMAN, LINE, ask, inputWhileParked, type AskOptions, type AskRun } from './harness/asking.mts';
import { openStage, PROVIDER_IDS, type Stage } from './harness/stage.mts';
import { identityOf } from './harness/trigger.mts';

let stage: Stage;
beforeAll(async () => {
	stage = await openStage();
});
beforeEach(() => stage.sandbox.control.reset());
afterAll(async () => await stage.close());

const RULES = {
	...{ yes: ['love', 'like', '👍', '❤️'], no: ['dislike', '👎'], other: 'wait', from: 'anyone', quorum: { yes: 1, no: 1 } },
	...{ reconsiderMs: 0, deadlineMs: 86_400_000, text: 'ignore' },
	...{ yesWords: ['yes', 'y', 'yep', 'yeah', 'ok', 'okay', 'sure'], noWords: ['no', 'n', 'nope', 'nah'] },
};

const NOTHING_KNOWN = { messageId: null, partIndex: null, conversationId: null, text: null };
const NOTHING_HEARD = { taps: [], replies: [], decided: null, result: null };

/** The one room that a run opened. */
function roomOf({ started, error }: AskRun) {
	const [one, ...others] = started;
	if (one === undefined || others.length > 0) throw new Error(`${started.length} rooms were opened. ${error?.message ?? ''}`);
	return one.room;
}

const questionsOf = (run: AskRun): unknown[] => Array.from(Object(roomOf(run).asks), ({ question }) => question);

/** What the identity is that Inkbox’s questions are asked by, or the line that was chosen. */
const senderOf = (provider: ProviderId) => ({ agentphone: LINE, inkbox: identityOf(stage), linq: '', sendblue: LINE, tuco: '' })[provider];

describe.each(PROVIDER_IDS)('a question for %s', (provider) => {
	it('goes into the room whole, with what is known before it is sent', async () => {
		const before = Date.now();
		const run = await ask(stage, provider);
		expect(roomOf(run)).toEqual({
			...{
				provider,
				key: expect.stringMatching(/^execution-\d+\/workflow-1\/askForTapback\/0$/),
				nodeId: 'askForTapback',
				isGate: false,
				goesOn: false,
			},
			inboundWorkflow: provider === 'agentphone' ? 'inbound-1' : null,
			fields: provider === 'inkbox' ? { identityId: identityOf(stage) } : {},
			...{ marks: {}, secret: null, executionId: null, parkings: 0 },
			asks: [
				{
					failure: null,
					message: { text: 'Shall I book it?', to: HUMAN, conversationId: '', line: senderOf(provider), timeoutMs: null },
					question: {
						// Who quotes it can be anybody who has the same text, so it is who was asked.
						rules: { ...RULES, from: provider === 'sendblue' ? [HUMAN] : 'anyone' },
						...{ ...NOTHING_KNOWN, ...NOTHING_HEARD, askedAt: expect.any(Number), dueAt: expect.any(Number) },
					},
					conversationId: null,
				},
			],
		});
		const [question] = questionsOf(run);
		const { askedAt, dueAt } = Object(question);
		expect(askedAt).toBeGreaterThanOrEqual(before);
		expect(dueAt).toBe(askedAt + 86_400_000);
	});

	it('is sent by nobody but the inline workflow', async () => {
		await ask(stage, provider);
		expect(stage.sandbox.control.requests({ provider })).toEqual([]);
	});

	it('that was sent already holds what its tapbacks name it by', async () => {
		const [message] = stage.newMessages(provider, 1);
		const run = await ask(stage, provider, { operation: 'wait', items: [{ id: message?.id }] });
		expect(roomOf(run).fields).toEqual(provider === 'inkbox' ? { identityId: identityOf(stage) } : {});
		const named = { ...NOTHING_KNOWN, messageId: message?.id };
		const quoted = { ...NOTHING_KNOWN, conversationId: HUMAN, text: 'Shall I book it?' };
		expect(roomOf(run).asks).toMatchObject([
			{ failure: null, message: null, conversationId: null, question: provider === 'sendblue' ? quoted : named },
		]);
	});

	it('of an agent’s gate is marked as one, and is waited for by the node itself', async () => {
		for (const asType of ['Tool', 'HitlTool'] as const) {
			const run = await ask(stage, provider, { asType });
			expect(roomOf(run).isGate).toBe(asType === 'HitlTool');
			const types = run.started[0]?.workflow.nodes.map(({ type }) => type) ?? [];
			expect(types.filter((type) => type.endsWith('Tool'))).toEqual([]);
			expect(types.filter((type) => type === 'n8n-nodes-tapback.askForTapback')).toHaveLength(3);
		}
	});
});

describe('the rules of a question', () => {
	const rulesOf = async (parameters: AskOptions['parameters']) => {
		const [question] = questionsOf(await ask(stage, 'linq', { parameters }));
		return Object(question).rules;
	};

	it('are what the panel says', async () => {
		const options = { yes: 'love, 🎉', no: ' dislike ,', other: 'end', window: 30, text: 'words', yesWords: 'Si, Vale', noWords: 'No' };
		const parameters = {
			from: `tel:+1 (202) 555-0123, Ana@Example.com`,
			decidedBy: 'everyone',
			waitAmount: 90,
			waitUnit: 'minutes',
			options,
		};
		expect(await rulesOf(parameters)).toEqual({
			...{ yes: ['love', '🎉'], no: ['dislike'], other: 'end', from: [HUMAN, 'ana@example.com'], quorum: { yes: 2, no: 1 } },
			...{ reconsiderMs: 30_000, deadlineMs: 5_400_000, text: 'words', yesWords: ['Si', 'Vale'], noWords: ['No'] },
		});
	});

	it.each([
		[
			{ decidedBy: 'count', yesNeeded: 3 },
			{ yes: 3, no: null },
		],
		[
			{ decidedBy: 'count', yesNeeded: 3, options: { noNeeded: 2 } },
			{ yes: 3, no: 2 },
		],
		[
			{ decidedBy: 'count', yesNeeded: 2, from: 'a@b.c, d@e.f, g@h.i' },
			{ yes: 2, no: 2 },
		],
		[
			{ decidedBy: 'first', yesNeeded: 3 },
			{ yes: 1, no: 1 },
		],
	])('count as %j says', async (parameters, quorum) => expect(await rulesOf(parameters)).toMatchObject({ quorum }));

	it.each([
		[1, 'minutes', 60_000],
		[0.5, 'hours', 1_800_000],
		[365, 'days', 31_536_000_000],
	])('wait %d %s at most', async (waitAmount, waitUnit, deadlineMs) =>
		expect(await rulesOf({ waitAmount, waitUnit })).toMatchObject({ deadlineMs }),
	);

	it('are each item’s own', async () => {
		const items = [
			{ who: 'a@b.c', text: 'One?' },
			{ who: 'd@e.f', text: 'Two?' },
		];
		const run = await ask(stage, 'linq', { items, parameters: { message: '={{ $json.text }}', from: '={{ $json.who }}' } });
		expect(roomOf(run).asks).toMatchObject([
			{ message: { text: 'One?' }, question: { rules: { from: ['a@b.c'] } } },
			{ message: { text: 'Two?' }, question: { rules: { from: ['d@e.f'] } } },
		]);
	});
});

describe('the inbound workflow', () => {
	it.each([
		['as the panel keeps it', { __rl: true, mode: 'list', value: 'inbound-1', cachedResultName: 'Hand on' }, 'inbound-1'],
		['as an id', 'inbound-1', 'inbound-1'],
		['by an expression', { __rl: true, mode: 'id', value: '={{ "inbound-" + 1 }}' }, 'inbound-1'],
		['left empty', { __rl: true, mode: 'list', value: '' }, null],
		['never touched', '', null],
	])('%s is the id of one, or none', async (_, inboundWorkflow, id) => {
		expect(roomOf(await ask(stage, 'linq', { parameters: { inboundWorkflow } })).inboundWorkflow).toBe(id);
	});
});

describe('the inline workflow', () => {
	it('belongs to the workflow, may be called by it, and resumes it', async () => {
		const { started } = await ask(stage, 'linq');
		expect(started[0]?.workflow).toMatchObject({
			...{ id: 'workflow-1', name: 'Test', active: false },
			settings: { executionOrder: 'v1', callerPolicy: 'workflowsFromSameOwner' },
		});
		expect(started[0]?.options.parentExecution).toMatchObject({
			executionId: expect.stringMatching(/^execution-\d+$/),
			workflowId: 'workflow-1',
			shouldResume: true,
		});
	});

	it('has the node’s own id where it listens, by which its URL ends, and its credentials', async () => {
		const { started } = await ask(stage, 'linq');
		const listening = started[0]?.workflow.nodes.find(({ id }) => id === 'askForTapback');
		expect(listening?.parameters).toEqual({ provider: 'linq', operation: 'wait', step: 'listen' });
		expect(listening?.credentials).toHaveProperty('linqTapbackApi');
	});

	it('has nothing in its nodes that somebody wrote, and what they wrote stays text', async () => {
		const text = fc
			.tuple(fc.constantFrom('=', '={{ 1 + 1 }}', '={{ $json.secret }}', ''), fc.string())
			.map((parts) => `${parts.join('')}¶`);
		const plain = await ask(stage, 'linq');
		await fc.assert(
			fc.asyncProperty(text, text, async (message, word) => {
				const parameters = { message: '={{ $json.message }}', to: HUMAN, options: { text: 'words', yesWords: '={{ $json.word }}' } };
				const run = await ask(stage, 'linq', { items: [{ message, word }], parameters });
				expect(roomOf(run).asks).toMatchObject([{ message: { text: message } }]);
				expect(run.started[0]?.workflow.nodes).toEqual(plain.started[0]?.workflow.nodes);
			}),
			{ numRuns: 50 },
		);
	});
});

describe('while the node is parked', () => {
	it.each(PROVIDER_IDS)('n8n would go on with no approval, whatever came in (%s)', async (provider) => {
		const items = [1, 2].map((number) => ({ approved: true, number, text: `Number ${number}?` }));
		const run = await ask(stage, provider, { items, parameters: { message: '={{ $json.text }}' } });
		expect(run.run.status).toBe('waiting');
		const broken = { approved: null, timedOut: false, error: expect.stringContaining('the wait broke off') };
		expect(inputWhileParked(run)).toEqual([broken, broken]);
	});
});
