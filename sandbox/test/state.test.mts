import { describe, expect, it } from '@jest/globals';

import type { ProviderId } from '../src/index.mts';
import { DESCRIPTIONS } from '../src/providers/descriptions.mts';
import { scenarioOf } from '../../test/contract/scenarios/index.mts';
import { registerWebhook } from './harness/played.mts';
import { seeded, until } from './harness/sandbox.mts';
import { useKeptSandbox, useReceiver } from './harness/use-sandbox.mts';

const IDS = DESCRIPTIONS.map(({ id }) => id);

const sandbox = useKeptSandbox();
const receiver = useReceiver();

describe.each(IDS)('after a restart, %s', (id) => {
	const {
		played: { secretIn, quirk },
		signing: [form],
	} = scenarioOf({ id });

	it('delivers to the webhook that was registered before, properly signed', async () => {
		const registered = await registerWebhook(sandbox, id, receiver.url);
		expect(registered.status).toBeLessThan(300);
		await sandbox.restart();
		sandbox.control.react(id, { messageId: seeded(sandbox, id).human.id, reaction: 'love' });
		const [received] = await receiver.received(1);
		if (!received) throw new Error('Nothing came');
		const { headers, body } = received;
		const stamp = { secret: secretIn(registered.json), seconds: `${form.secondsOf?.(headers)}`, id: String(headers[form.idHeader ?? '']) };
		const signed = form.sign(Buffer.from(body), stamp);
		for (const header of form.headers) expect([header, headers[header]]).toEqual([header, signed[header]]);
	});

	it('has the same messages, tapbacks, webhooks, quirks and rate limit', async () => {
		await registerWebhook(sandbox, id, receiver.url);
		const { human, group } = seeded(sandbox, id);
		const { id: messageId } = sandbox.control.sendMessage(id, { from: 'human', text: 'Kept ❤️' });
		for (const target of [messageId, group.id]) sandbox.control.react(id, { messageId: target, reaction: 'emoji', emoji: '🔥' });
		sandbox.control.react(id, { messageId: human.id, reaction: 'sticker' });
		sandbox.control.changeQuirks(id, quirk);
		sandbox.control.setRateLimit(id, { limit: 7, windowSeconds: 0.5 });
		await until(() => sandbox.control.deliveries().every(({ state }) => state === 'delivered'));
		const before = kept(id);
		await sandbox.restart();
		expect(kept(id)).toEqual(before);
		expect(sandbox.control.tapbacks(id, messageId)).toMatchObject([{ reaction: 'emoji', emoji: '🔥' }]);
		expect(sandbox.control.quirks(id)).toMatchObject(quirk);
	});

	it('goes on from there: old messages take tapbacks, new ones come behind', async () => {
		const { id: old } = sandbox.control.sendMessage(id, { from: 'human', text: 'Before' });
		await sandbox.restart();
		sandbox.control.react(id, { messageId: old, reaction: 'like' });
		const { id: young } = sandbox.control.sendMessage(id, { from: 'human', text: 'After' });
		await sandbox.restart();
		expect(
			sandbox.control
				.messages(id)
				.slice(-2)
				.map((message) => message.id),
		).toEqual([old, young]);
		expect(sandbox.control.tapbacks(id, old)).toMatchObject([{ reaction: 'like' }]);
	});
});

function kept(id: ProviderId): unknown {
	const { control } = sandbox;
	return [control.messages(id), control.webhooks(id), control.quirks(id), control.rateLimit(id)];
}
