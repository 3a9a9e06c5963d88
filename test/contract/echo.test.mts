import { describe, expect, it } from '@jest/globals';

import { PROVIDERS } from '../../core/index.ts';
import { ANYTHING, listen } from '../harness/contract/listen.mts';
import { scenarioOf } from './scenarios/index.mts';
import { useSandbox } from '../harness/contract/sandbox.mts';

const sandbox = useSandbox();

describe.each([...PROVIDERS])('$name receives', (provider) => {
	const { receive, send } = scenarioOf(provider);

	it('its own echo only where that is asked for, and then marked', async () => {
		const listener = await listen(sandbox, provider, { quirks: receive.echo === 'never' ? {} : receive.echo });
		await listener.send({ reaction: 'laugh' });
		if (receive.echo === 'never') {
			expect(listener.control.deliveries({ provider: provider.id })).toEqual([]);
			return;
		}
		const [echo] = await sandbox.receiver.take(1);
		expect(echo && listener.receive(echo)).toEqual({ kind: 'ignored', why: 'own echo' });
		expect(listener.eventOf(echo, { filter: { ...ANYTHING, includeOwn: true } })).toMatchObject({
			isFromMe: true,
			action: 'added',
			reaction: 'laugh',
		});
	});

	if (send.emoji && receive.echo !== 'never') {
		it('the echo of its own emoji as that emoji', async () => {
			const listener = await listen(sandbox, provider, { quirks: receive.echo === 'never' ? {} : receive.echo });
			const emoji = send.emoji?.sendable[0] ?? '';
			await listener.send({ reaction: 'emoji', emoji });
			const [echo] = await sandbox.receiver.take(1);
			expect(listener.eventOf(echo, { filter: { ...ANYTHING, includeOwn: true } })).toMatchObject({ reaction: 'emoji', emoji });
		});
	}
});
