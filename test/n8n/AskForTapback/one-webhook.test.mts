import { describe, expect, it } from '@jest/globals';

import { providerById } from '../../../core/index.ts';
import type { ProviderId } from '../../../sandbox/src/index.mts';
import { scenarioOf } from '../../contract/scenarios/index.mts';
import { PROVIDER_IDS } from '../../harness/n8n/harness.mts';
import type { PublishedAsk } from '../../harness/n8n/published-ask.mts';
import { askAgain, resultOf } from '../../harness/n8n/question.mts';
import { useAskingN8n } from '../../harness/n8n/use-asking-n8n.mts';

const asking = useAskingN8n();
const FOREIGN = 'http://127.0.0.1:9/somebody-else';

const allowingOne = PROVIDER_IDS.filter((id) => scenarioOf({ id }).registration.room === 'one');

describe.each(allowingOne)('the one webhook of %s', (provider: ProviderId) => {
	const urls = () => asking.harness.sandbox.control.webhooks(provider).map(({ url }) => String(url));

	/** Whether a question of the workflow gets the answer that a person taps. */
	async function isAnswered(workflow: PublishedAsk): Promise<boolean> {
		const { execution, message } = await askAgain(asking.n8n, workflow);
		await asking.n8n.tap(provider, message, 'like');
		return resultOf(execution)?.approved === true;
	}

	async function publishTwo(): Promise<[first: PublishedAsk, second: PublishedAsk]> {
		return [await asking.n8n.publish(provider), await asking.n8n.publish(provider)];
	}

	it('is registered for the first node that is published, and shared by the second', async () => {
		const [first] = await publishTwo();
		expect(urls()).toEqual([first.url]);
	});

	it('brings the answers of both nodes', async () => {
		const [first, second] = await publishTwo();
		expect([await isAnswered(first), await isAnswered(second)]).toEqual([true, true]);
		expect(asking.n8n.table.rows).toEqual([]);
	});

	it('stays if the node that shares it is unpublished', async () => {
		const [first, second] = await publishTwo();
		await second.deactivate();
		expect(urls()).toEqual([first.url]);
		expect(await isAnswered(first)).toBe(true);
	});

	it('goes with the node it is registered for', async () => {
		const [first] = await publishTwo();
		await first.deactivate();
		expect(urls()).toEqual([]);
	});

	it('is looked for before a question is sent: without it, the node that shared it refuses in a sentence', async () => {
		const [first, second] = await publishTwo();
		await first.deactivate();
		const { error } = await second.ask();
		expect(error).toMatch(/allows one webhook, .* was unpublished\..*Nothing was sent\./);
		expect(asking.n8n.asked(provider)).toEqual([]);
	});

	it('is registered for the node that shared it, once that is published again', async () => {
		const [first, second] = await publishTwo();
		await first.deactivate();
		await second.deactivate();
		await second.activate();
		expect(urls()).toEqual([second.url]);
		expect(await isAnswered(second)).toBe(true);
	});

	it('is left alone if somebody else has it: publishing is refused in a sentence', async () => {
		asking.harness.sandbox.control.addWebhook(provider, { url: FOREIGN });
		await expect(asking.n8n.publish(provider)).rejects.toThrow(`${providerById(provider).name} allows one webhook here`);
		expect(urls()).toEqual([FOREIGN]);
	});
});
