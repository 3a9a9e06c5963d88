import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { errorOf, itemsOf, type Execution } from '../../host/n8n/api/execution.mts';
import type { Workflow } from '../../host/n8n/api/workflow.mts';
import type { Message } from '../../sandbox/src/index.mts';
import { present, type Harness } from '../harness/e2e/harness.mts';
import { answeringWorkflow } from '../harness/e2e/workflows.mts';

/** Reports a tapback as a text that quotes the message, in the language of the phone. */
const QUOTING_PROVIDER = 'sendblue';

const PHONES = [
	{ phoneLanguage: 'de', language: 'de', texts: ['Passt Ihnen Montag?', 'Oder lieber „Dienstag“?', 'Wir haben bis acht offen.'] },
	{ phoneLanguage: 'pt-BR', language: 'pt', texts: ['Pode ser segunda?', 'Ou prefere “terça”?', 'Estamos abertos até as oito.'] },
];

export function describeTappedMessage(harness: Harness): void {
	describe('A message that is only quoted, in n8n', () => {
		let workflow: Workflow;
		let count = 0;

		before(async () => {
			harness.control.reset();
			const send = { reaction: 'like', messageId: '={{ $json.messageId }}' };
			const inbound = { reactions: ['question'] };
			workflow = await harness.client.createWorkflow(answeringWorkflow(harness, { provider: QUOTING_PROVIDER, inbound, send }));
			workflow = await harness.client.activate(workflow.id);
		});
		after(async () => await harness.client.deleteWorkflow(workflow.id));

		const write = (text: string): Message => harness.control.sendMessage(QUOTING_PROVIDER, { from: 'agent', text });
		const ask = async ({ id }: Message): Promise<Execution> => {
			harness.control.react(QUOTING_PROVIDER, { messageId: id, reaction: 'question' });
			count += 1;
			const [execution] = await harness.client.waitForExecutions(workflow.id, count);
			return present(execution, 'execution');
		};
		const eventOf = (execution: Execution) => present(itemsOf(execution, 'Inbound Tapback')[0], 'event').json;
		const answersOn = ({ id }: Message) => harness.control.tapbacks(QUOTING_PROVIDER, id).filter(({ from }) => from === 'agent');

		for (const { phoneLanguage, language, texts } of PHONES) {
			it(`is the one of three that a phone in ${phoneLanguage} tapped, and the answer lands on it`, async () => {
				harness.control.changeQuirks(QUOTING_PROVIDER, { phoneLanguage });
				const messages = texts.map(write);
				const [first, tapped, last] = messages.map((message) => present(message, 'message'));
				assert.ok(first && tapped && last);
				const execution = await ask(tapped);
				assert.equal(errorOf(execution), undefined);
				const event = eventOf(execution);
				assert.equal(event.messageId, tapped.id);
				assert.equal(Object(event.message).text, texts[1]);
				assert.equal(Object(event.target).language, language);
				assert.deepEqual(
					messages.map((message) => answersOn(message).map(({ reaction }) => reaction)),
					[[], ['like'], []],
				);
			});

			it(`is not guessed where a phone in ${phoneLanguage} tapped one of two that are equal`, async () => {
				harness.control.changeQuirks(QUOTING_PROVIDER, { phoneLanguage });
				const [older, newer] = [write(`${texts[0]} (${language})`), write(`${texts[0]} (${language})`)];
				const execution = await ask(older);
				const event = eventOf(execution);
				assert.equal(event.messageId, null);
				assert.deepEqual(Object(event.message).candidates, [newer.id, older.id]);
				assert.match(errorOf(execution) ?? '', /Message ID/);
				assert.deepEqual([...answersOn(older), ...answersOn(newer)], []);
			});
		}
	});
}
