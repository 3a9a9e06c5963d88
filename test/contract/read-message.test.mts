import { describe, expect, it } from '@jest/globals';

import { PROVIDERS } from '../../core/index.ts';
import { errorOf, IN_GROUP, OWN_ANSWER, QUESTION, TWO_PARTS, type Bench } from './bench.mts';
import { scenarioOf } from './scenarios/index.mts';
import { useStage } from './stage.mts';

const stage = useStage();

const readers = PROVIDERS.flatMap((provider) => (provider.readMessage ? [{ provider, readMessage: provider.readMessage }] : []));

describe.each(readers)('$provider.name reads one message by its id', ({ provider, readMessage }) => {
	const { unknownMessageId, errorBody } = scenarioOf(provider);
	const read = async (bench: Bench, messageId: string) => await readMessage(bench.call, { messageId, fields: {} });

	it.each([
		[QUESTION, false],
		[OWN_ANSWER, true],
		[IN_GROUP, false],
	])('with its text, whose it is and when it was sent: %s', async (text, isFromMe) => {
		const bench = stage.bench(provider);
		const { id, sentAt } = bench.message(text);
		expect(await read(bench, id)).toMatchObject({ id, text, isFromMe, sentAt: new Date(sentAt).toISOString() });
	});

	it('with the text of each part, as far as the vendor tells them apart', async () => {
		const bench = stage.bench(provider);
		const { text, parts } = await read(bench, bench.message(TWO_PARTS).id);
		expect(text).toBe(TWO_PARTS);
		expect([undefined, [TWO_PARTS, null]]).toContainEqual(parts);
	});

	it('without a text where it is a picture alone', async () => {
		const bench = stage.bench(provider);
		const { id } = bench.control.sendMessage(provider.id, {
			from: 'human',
			parts: [{ type: 'image', url: 'https://media.example.com/cat.jpg' }],
		});
		expect((await read(bench, id)).text).toBeNull();
	});

	it('with one request', async () => {
		const bench = stage.bench(provider);
		await read(bench, bench.message().id);
		expect(bench.requests().map(({ method }) => method)).toEqual(['GET']);
	});

	it('and says that a message is unknown', async () => {
		expect((await errorOf(read(stage.bench(provider), unknownMessageId))).code).toBe('TARGET_NOT_FOUND');
	});

	it('never taking another message for it', async () => {
		const bench = stage.bench(provider);
		const [wanted, other] = [bench.message().id, bench.message(OWN_ANSWER).id];
		const renamed: typeof bench.call = async (request) => await bench.call({ ...request, path: request.path.replace(wanted, other) });
		expect((await errorOf(readMessage(renamed, { messageId: wanted, fields: {} }))).code).toBe('BAD_ANSWER');
	});

	it('again after the vendor failed once', async () => {
		const bench = stage.bench(provider);
		bench.control.addFault(provider.id, { fault: { kind: 'status', status: 503, body: errorBody('Busy') } });
		expect((await read(bench, bench.message().id)).text).toBe(QUESTION);
	});
});
