import { describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { HUMAN } from '../../harness/n8n/asking.mts';
import type { PublishedAsk } from '../../harness/n8n/published-ask.mts';
import { openQuestion, resultOf, stateOf, type WaitingQuestion } from '../../harness/n8n/question.mts';
import { useAskingN8n } from '../../harness/n8n/use-asking-n8n.mts';

const asking = useAskingN8n();

const ASK = 'Ask for Tapback';
const RECONSIDER = { parameters: { options: { text: 'ignore', reconsider: 600 } } };
type Json = INodeExecutionData['json'];

/** The item with which the newest run of a delivery was started. */
function deliveryItem(): Json {
	const [item] = asking.n8n.all.findLast(({ mode }) => mode === 'webhook')?.input ?? [];
	if (item === undefined) throw new Error('No delivery started a run.');
	return item;
}

describe('a row of the table', () => {
	const SETTLED = {
		approved: true,
		choice: 'yes',
		reaction: 'like',
		emoji: '👍',
		actor: HUMAN,
		respondedAt: null,
		timedOut: false,
		text: null,
		votes: [],
	};
	const edited = (row: IDataObject, edit: (json: string) => string) => {
		const { signature, json } = stateOf(row);
		row.state = `${signature} ${edit(json)}`;
	};

	it.each<[string, (row: IDataObject, other: IDataObject) => void]>([
		['with another key', (row) => (row.key = `${String(row.key)}1`)],
		['with a later version', (row) => (row.version = Number(row.version) + 1)],
		['with an earlier version', (row) => (row.version = Number(row.version) - 1)],
		['of another account', (row) => (row.account = '0000000000000000')],
		['with other people who may answer', (row) => edited(row, (json) => json.replace('"from":"anyone"', `"from":["${HUMAN}"]`))],
		['with another message', (row) => edited(row, (json) => json.replace(/"messageId":"[^"]+"/, '"messageId":"other"'))],
		['with another listener in its state', (row) => edited(row, (json) => json.replace(/"listener":"[^"]+"/, '"listener":"relay"'))],
		['with a result', (row) => edited(row, (json) => json.replace('"result":null', `"result":${JSON.stringify(SETTLED)}`))],
		[
			'that says it is settled',
			(row) => {
				row.status = 'settled';
				edited(row, (json) => json.replace('"result":null', `"result":${JSON.stringify(SETTLED)}`));
			},
		],
		['that is settled without a result', (row) => (row.status = 'settled')],
		['that is opening again', (row) => (row.status = 'opening')],
		['without a signature', (row) => (row.state = ` ${stateOf(row).json}`)],
		['with the signature of another question', (row, other) => (row.state = `${stateOf(other).signature} ${stateOf(row).json}`)],
		['with all of another question', (row, other) => (row.state = other.state)],
	])('%s is not read: its question waits on', async (_, tamper) => {
		const other = await openQuestion(asking.n8n, 'linq');
		const { execution, message } = await openQuestion(asking.n8n, 'linq');
		const [otherRow, row] = asking.n8n.table.rows;
		if (row === undefined || otherRow === undefined) throw new Error('There are no rows.');
		tamper(row, otherRow);
		await asking.n8n.tap('linq', message, 'like');
		expect([execution.status, other.execution.status]).toEqual(['waiting', 'waiting']);
	});

	it('that was edited is told, with what to do: the run of the tap fails', async () => {
		const { message } = await openQuestion(asking.n8n, 'linq');
		for (const row of asking.n8n.table.rows) edited(row, (json) => json.replace('"needed":1', '"needed":0'));
		await asking.n8n.tap('linq', message, 'like');
		expect(asking.n8n.all.at(-1)?.error).toMatch(/can’t be read.*was edited.*key in the credential.*ends at its deadline/);
	});

	it('answers, when nobody edited it', async () => {
		const { execution, message } = await openQuestion(asking.n8n, 'linq');
		await asking.n8n.tap('linq', message, 'like');
		expect(resultOf(execution)).toMatchObject({ approved: true });
	});

	describe('of a question in a group of which two must agree', () => {
		const BEN = '+12025550124';

		async function inGroup(): Promise<WaitingQuestion> {
			const { conversations = [] } = asking.harness.sandbox.control.overview().providers.linq ?? {};
			const conversationId = conversations.find(({ isGroup }) => isGroup)?.id ?? '';
			const where = { to: conversationId, decidedBy: 'count', yesNeeded: 2 };
			return await openQuestion(asking.n8n, 'linq', { parameters: { ...where, options: { text: 'ignore' } } });
		}

		it('gives the yes that two gave', async () => {
			const { execution, message } = await inGroup();
			await asking.n8n.tap('linq', message, 'like', { actor: HUMAN });
			await asking.n8n.tap('linq', message, 'like', { actor: BEN });
			expect(resultOf(execution)).toMatchObject({ approved: true });
		});

		it('is not read as it was before a vote was taken back, by the process that saw that', async () => {
			const { execution, message } = await inGroup();
			await asking.n8n.tap('linq', message, 'like', { actor: HUMAN });
			const before = asking.n8n.table.rows.map((row) => ({ ...row }));
			await asking.n8n.tap('linq', message, 'like', { actor: HUMAN, action: 'remove' });
			asking.n8n.table.rows = before;
			await asking.n8n.tap('linq', message, 'like', { actor: BEN });
			expect([execution.status, asking.n8n.all.at(-1)?.error]).toEqual(['waiting', expect.stringContaining('was edited')]);
		});
	});
});

describe('the item that starts a run at the question', () => {
	/** Taps, and gives the item of the run that this started, and its workflow. */
	async function tapped(): Promise<WaitingQuestion & { item: Json }> {
		const question = await openQuestion(asking.n8n, 'linq', RECONSIDER);
		await asking.n8n.tap('linq', question.message, 'like');
		return { ...question, item: deliveryItem() };
	}
	const secretOf = ({ staticData }: PublishedAsk): string => JSON.parse(JSON.stringify(staticData))[`node:${ASK}`].answers.secret;
	const payloadOf = (item: Json): string => Object(item.tapbackAnswer).payload;
	const decided = () => asking.n8n.table.rows.map((row) => JSON.parse(stateOf(row).json).questions[0].question.decided !== null);

	it.each<[string, (item: Json, secret: string) => Json]>([
		['unsigned', (item) => ({ tapbackAnswer: { payload: payloadOf(item), signature: '' } })],
		['with the signature of the provider', (item, secret) => sign(payloadOf(item), secret)],
		['signed with nothing', (item) => sign(`tapback answer\n${payloadOf(item)}`, '', payloadOf(item))],
		['edited', (item) => ({ tapbackAnswer: { ...Object(item.tapbackAnswer), payload: payloadOf(item).replace('removed', 'added') } })],
		['without a text', (item) => ({ tapbackAnswer: { ...Object(item.tapbackAnswer), payload: JSON.parse(payloadOf(item)) } })],
	])('%s is refused by name, and changes nothing', async (_, forge) => {
		const { workflow, message } = await tapped();
		await asking.n8n.tap('linq', message, 'like', { action: 'remove' });
		const removal = deliveryItem();
		await asking.n8n.tap('linq', message, 'like');
		const run = await workflow.startAt(forge(removal, secretOf(workflow)));
		expect(run.error).toBe('This run was started with an answer that the webhook of this node did not verify. Nothing was done.');
		expect(decided()).toEqual([true]);
	});

	it('changes nothing when it is used again after the yes was taken back', async () => {
		const { workflow, message, item } = await tapped();
		await asking.n8n.tap('linq', message, 'like', { action: 'remove' });
		const { error } = await workflow.startAt(item);
		expect([error, decided()]).toEqual([undefined, [false]]);
	});

	it('of another workflow is refused', async () => {
		const { item } = await tapped();
		const other = await openQuestion(asking.n8n, 'linq');
		expect((await other.workflow.startAt(item)).error).toMatch(/did not verify/);
	});

	it('that says it is approved asks a question that is really asked', async () => {
		const { workflow } = await openQuestion(asking.n8n, 'linq');
		const before = asking.n8n.asked('linq').length;
		const run = await workflow.startAt({ approved: true, choice: 'yes', tapbackAnswer: 'yes' });
		expect([asking.n8n.asked('linq').length, run.status]).toEqual([before + 1, 'waiting']);
	});

	it('is no answer where a node before the question puts it out: that asks', async () => {
		const { workflow, item, message } = await tapped();
		await asking.n8n.tap('linq', message, 'like', { action: 'remove' });
		const before = asking.n8n.asked('linq').length;
		const run = await workflow.ask([item]);
		expect([asking.n8n.asked('linq').length, run.status, decided()[0]]).toEqual([before + 1, 'waiting', false]);
	});

	function sign(signed: string, secret: string, payload = signed): Json {
		return { tapbackAnswer: { payload, signature: createHmac('sha256', secret).update(signed).digest('hex') } };
	}
});
