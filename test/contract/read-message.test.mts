import { describe, expect, it } from '@jest/globals';

import { PROVIDERS } from '../../core/index.ts';
import { IN_GROUP, OWN_ANSWER, QUESTION, TWO_PARTS, type Harness } from '../harness/contract/harness.mts';
import { errorOf } from '../harness/error-of.mts';
import { scenarioOf } from './scenarios/index.mts';
import { useSandbox } from '../harness/contract/sandbox.mts';

const sandbox = useSandbox();

const readers = PROVIDERS.flatMap((provider) => (provider.readMessage ? [{ provider, readMessage: provider.readMessage }] : []));

describe.each(readers)('$provider.name reads one message by its id', ({ provider, readMessage }) => {
	const { unknownMessageId, errorBody } = scenarioOf(provider);
	const read = async (harness: Harness, messageId: string) => await readMessage(harness.call, { messageId, fields: {} });

	it.each([
		[QUESTION, false],
		[OWN_ANSWER, true],
		[IN_GROUP, false],
	])('with its text, whose it is and when it was sent: %s', async (text, isFromMe) => {
		const harness = sandbox.harness(provider);
		const { id, sentAt } = harness.message(text);
		expect(await read(harness, id)).toMatchObject({ id, text, isFromMe, sentAt: new Date(sentAt).toISOString() });
	});

	it('with the text of each part, as far as the vendor tells them apart', async () => {
		const harness = sandbox.harness(provider);
		const { text, parts } = await read(harness, harness.message(TWO_PARTS).id);
		expect(text).toBe(TWO_PARTS);
		expect([undefined, [TWO_PARTS, null]]).toContainEqual(parts);
	});

	it('without a text where it is a picture alone', async () => {
		const harness = sandbox.harness(provider);
		const { id } = harness.control.sendMessage(provider.id, {
			from: 'human',
			parts: [{ type: 'image', url: 'https://media.example.com/cat.jpg' }],
		});
		expect((await read(harness, id)).text).toBeNull();
	});

	it('with one request', async () => {
		const harness = sandbox.harness(provider);
		await read(harness, harness.message().id);
		expect(harness.requests().map(({ method }) => method)).toEqual(['GET']);
	});

	it('and says that a message is unknown', async () => {
		expect((await errorOf(read(sandbox.harness(provider), unknownMessageId))).code).toBe('TARGET_NOT_FOUND');
	});

	it('never taking another message for it', async () => {
		const harness = sandbox.harness(provider);
		const [wanted, other] = [harness.message().id, harness.message(OWN_ANSWER).id];
		const renamed: typeof harness.call = async (request) => await harness.call({ ...request, path: request.path.replace(wanted, other) });
		expect((await errorOf(readMessage(renamed, { messageId: wanted, fields: {} }))).code).toBe('BAD_ANSWER');
	});

	it('again after the vendor failed once', async () => {
		const harness = sandbox.harness(provider);
		harness.control.addFault(provider.id, { fault: { kind: 'status', status: 503, body: errorBody('Busy') } });
		expect((await read(harness, harness.message().id)).text).toBe(QUESTION);
	});
});
