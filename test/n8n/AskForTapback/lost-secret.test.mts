import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import type { ProviderId } from '../../../sandbox/src/index.mts';
import { scenarioOf } from '../../contract/scenarios/index.mts';
import type { PublishedAsk } from '../../harness/n8n/published-ask.mts';
import { openQuestion, resultOf, type WaitingQuestion } from '../../harness/n8n/question.mts';
import { PROVIDER_IDS, until } from '../../harness/n8n/harness.mts';
import { useAskingN8n } from '../../harness/n8n/use-asking-n8n.mts';

const asking = useAskingN8n();

const OF_OTHERS = { global: { n: 1 } };

const columnOf = ({ staticData }: PublishedAsk): IDataObject => JSON.parse(JSON.stringify(staticData));
const secretOf = (workflow: PublishedAsk) => JSON.stringify(columnOf(workflow)).match(/"secret":"([^"]+)"/)?.[1];

/** What n8n does as a run ends that wrote static data: the whole column is what that run had. */
function setColumn(workflow: PublishedAsk, column: IDataObject): void {
	workflow.staticData = JSON.parse(JSON.stringify(column));
}

/** n8n is started again over the same database. A key that is shown once has been put into the credential by its owner. */
async function restart({ workflow }: WaitingQuestion, column: IDataObject): Promise<void> {
	const webhookSecret = secretOf(workflow) ?? '';
	const { provider } = workflow;
	if (scenarioOf({ id: provider }).registration.secret === 'first time only') {
		const { baseUrl, credentials } = asking.harness.sandbox.provider(provider);
		asking.n8n.credentials = asking.harness.credentials({ [provider]: { baseUrl, ...credentials, webhookSecret } });
	}
	asking.harness.built.restart();
	setColumn(workflow, column);
}

/** The first tap may be lost, where the provider doesn’t deliver again, or signs with the secret that was replaced. */
async function answered({ workflow, execution, message }: WaitingQuestion): Promise<unknown> {
	for (const reaction of ['like', 'love'] as const) {
		if (execution.status === 'waiting') await asking.n8n.tap(workflow.provider, message, reaction);
	}
	return resultOf(execution)?.approved;
}

const asked = (provider: ProviderId) => asking.harness.sandbox.control.requests({ provider, limit: 500 }).length;

describe.each(PROVIDER_IDS)('a published question through %s', (provider) => {
	it('is answered after another node wiped static data, and the secret is there again', async () => {
		const question = await openQuestion(asking.n8n, provider);
		const before = secretOf(question.workflow);
		setColumn(question.workflow, OF_OTHERS);
		await asking.n8n.tap(provider, question.message, 'like');
		expect(resultOf(question.execution)).toMatchObject({ approved: true });
		expect(secretOf(question.workflow)).toBe(before);
		expect(columnOf(question.workflow)).toMatchObject(OF_OTHERS);
	});

	it('is answered after an earlier secret was put back, and goes by the last one', async () => {
		const workflow = await asking.n8n.publish(provider);
		const earlier = columnOf(workflow);
		await workflow.deactivate();
		await workflow.activate();
		const last = secretOf(workflow);
		const execution = await workflow.ask();
		setColumn(workflow, earlier);
		const message = asking.n8n.asked(provider).at(-1);
		if (message !== undefined) expect(await asking.n8n.tap(provider, message, 'like')).toEqual([200]);
		expect([resultOf(execution)?.approved, secretOf(workflow)]).toEqual([true, last]);
	});

	it('is answered after static data was wiped and n8n was started again', async () => {
		const question = await openQuestion(asking.n8n, provider);
		await restart(question, OF_OTHERS);
		expect(await answered(question)).toBe(true);
		expect([secretOf(question.workflow) !== undefined, asking.n8n.thrown]).toEqual([true, []]);
	});

	it('is answered after an earlier secret was put back and n8n was started again', async () => {
		const question = await openQuestion(asking.n8n, provider);
		const earlier = columnOf(question.workflow);
		await question.workflow.deactivate();
		await question.workflow.activate();
		await restart(question, earlier);
		expect(await answered(question)).toBe(true);
	});

	it('has one webhook all the time', async () => {
		const question = await openQuestion(asking.n8n, provider);
		await restart(question, {});
		await answered(question);
		const own = asking.harness.sandbox.control.webhooks(provider).filter(({ url }) => String(url).startsWith(question.workflow.url));
		expect(new Set(own.map(({ url }) => url)).size).toBe(1);
	});
});

describe('the run that a delivery starts', () => {
	it('puts the secret back, because n8n loses what the webhook wrote where it starts a run', async () => {
		const { workflow, message } = await openQuestion(asking.n8n, 'linq');
		const before = secretOf(workflow);
		await asking.n8n.tap('linq', message, 'like');
		const [item = {}] = asking.n8n.all.findLast(({ mode }) => mode === 'webhook')?.input ?? [];
		setColumn(workflow, OF_OTHERS);
		await workflow.startAt(item);
		expect(secretOf(workflow)).toBe(before);
	});
});

describe('a forger, while the secret is lost,', () => {
	const forge = async ({ workflow: { url } }: WaitingQuestion) =>
		(await fetch(url, { method: 'POST', body: '{"event_type":"reaction.added","data":{}}' })).status;

	it('is refused, and causes one look at the provider', async () => {
		const question = await openQuestion(asking.n8n, 'linq');
		await restart(question, {});
		const statuses = [await forge(question)];
		const before = asked('linq');
		for (let more = 0; more < 5; more += 1) statuses.push(await forge(question));
		expect(statuses.every((status) => status === 401 || status === 503)).toBe(true);
		expect([asked('linq'), question.execution.status, asking.n8n.thrown]).toEqual([before, 'waiting', []]);
	});

	it('causes none where this process registered the webhook', async () => {
		const question = await openQuestion(asking.n8n, 'linq');
		setColumn(question.workflow, {});
		const before = asked('linq');
		expect([await forge(question), asked('linq')]).toEqual([401, before]);
	});

	it('makes a node that waits for a Relay Workflow register nothing', async () => {
		const parameters = { relayWorkflow: { __rl: true, mode: 'id', value: 'relay-1' }, options: { text: 'ignore' } };
		const workflow = await asking.n8n.publish('agentphone', { parameters });
		const { status } = await fetch(workflow.url, { method: 'POST', body: '{}' });
		expect([status, asking.harness.sandbox.control.webhooks('agentphone'), asked('agentphone')]).toEqual([401, [], 0]);
	});
});

describe('what can’t be put right', () => {
	it('is answered 503 and not lost for good, as long as the provider doesn’t answer', async () => {
		const question = await openQuestion(asking.n8n, 'linq');
		await restart(question, {});
		asking.harness.sandbox.control.addFault('linq', { fault: { kind: 'status', status: 500 }, times: 1000 });
		const statuses = await asking.n8n.tap('linq', question.message, 'like');
		expect([statuses, question.execution.status, asking.n8n.thrown]).toEqual([[503], 'waiting', []]);
	});
});

it('a workflow that is unpublished while the lost secret of its questions is looked after leaves no webhook behind', async () => {
	const { control } = asking.harness.sandbox;
	const question = await openQuestion(asking.n8n, 'linq');
	await restart(question, OF_OTHERS);
	const match = { method: 'POST', path: '/webhook-subscriptions' };
	const { id } = control.addFault('linq', { match, fault: { kind: 'delay', delayMs: 300 } });
	const tapped = asking.n8n.tap('linq', question.message, 'like');
	await until(() => control.faults('linq').every((fault) => fault.id !== id));
	await question.workflow.deactivate();
	await tapped;
	expect(control.webhooks('linq')).toEqual([]);
});
