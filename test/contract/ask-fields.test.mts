import { describe, expect, it } from '@jest/globals';

import { PROVIDERS, checkFields, sendMessage, type MessageInput } from '../../core/index.ts';
import { textField } from '../../core/providers/fields.ts';
import { IN_GROUP } from '../harness/contract/harness.mts';
import { errorOf } from '../harness/error-of.mts';
import { scenarioOf } from './scenarios/index.mts';
import { useSandbox } from '../harness/contract/sandbox.mts';

const sandbox = useSandbox();

const ON_SECOND_LINE = 'Hello, second line!';

describe.each([...PROVIDERS])('what $name needs for a question', (provider) => {
	const { ask } = scenarioOf(provider);
	const { addressedBy } = provider.messages;
	const lineSpec = provider.fields.ask.find(({ is }) => is === 'line');
	const lineField = lineSpec?.name ?? '';

	function setting(index = 1) {
		const harness = sandbox.harness(provider);
		const fields = checkFields(provider, provider.fields.ask, ask.fields(harness.overview(), index));
		const line = textField(fields, lineField);
		const send = async (input: MessageInput) => await sendMessage(provider, { text: 'May I?', ...input }, harness.connection);
		return { ...harness, line, ask: send };
	}

	it('names its line among its fields, and can list the lines', () => {
		expect(lineSpec).toMatchObject({ choices: expect.any(Function) });
		expect(lineSpec?.required ?? false).toBe(ask.withoutLine !== undefined);
	});

	it('goes out on the line that was chosen', async () => {
		const { line, ask: send, message, control, requests } = setting();
		const { author, conversationId } = message(ON_SECOND_LINE);
		expect(line).toMatch(/\S/);
		await send({ to: author, line });
		const sent = control.messages(provider.id).at(-1);
		expect(sent).toMatchObject({ from: 'agent', conversationId, parts: [{ type: 'text', text: 'May I?' }] });
		expect(requests().map(ask.lineIn)).toEqual([line]);
	});

	it(ask.withoutLine === undefined ? 'goes out without a line' : 'is refused without a line, before anything is sent', async () => {
		const { ask: send, message, requests } = setting();
		const question = { to: message(ON_SECOND_LINE).author };
		if (ask.withoutLine === undefined) {
			expect(await send(question)).toMatchObject({ messageId: expect.any(String) });
			expect(requests().map(ask.lineIn)).toEqual([undefined]);
			return;
		}
		expect(await errorOf(send(question))).toMatchObject({ code: ask.withoutLine, details: { field: 'line' } });
		expect(await errorOf(() => checkFields(provider, provider.fields.ask, {}))).toMatchObject({ details: { field: lineField } });
		expect(requests()).toEqual([]);
	});

	it(addressedBy === 'either' ? 'finds its way by a conversation alone' : 'needs a recipient, not a conversation', async () => {
		const { line, ask: send, message, control, requests } = setting(0);
		const { conversationId } = message(IN_GROUP);
		if (addressedBy === 'either') {
			await send({ conversationId, line });
			expect(control.messages(provider.id).at(-1)).toMatchObject({ from: 'agent', conversationId });
			return;
		}
		expect(await errorOf(send({ conversationId, line }))).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'to' } });
		expect(requests()).toEqual([]);
	});

	it('asks no more for waiting alone than for a webhook, nor than for a question', () => {
		const { wait, inbound, ask: asking } = provider.fields;
		const namesOf = (fields: typeof wait) => fields.map(({ name }) => name);
		for (const wider of [inbound, asking]) expect(namesOf(wider)).toEqual(expect.arrayContaining(namesOf(wait)));
	});
});
