import { expect, it } from '@jest/globals';

import { scenarioOf } from '../contract/scenarios/index.mts';
import { useSandbox } from '../harness/contract/sandbox.mts';
import { SCHEMES } from './schemes.mts';

const sandbox = useSandbox();

it.each([...SCHEMES])('$title is signed here as the sandbox does it', async ({ provider, quirks, headers, ...scheme }) => {
	const { control, overview } = sandbox.harness(provider, { quirks });
	const { options, secretAt } = scenarioOf(provider).receive.everyEvent(overview());
	const { [secretAt]: secret } = control.addWebhook(provider.id, { url: sandbox.receiver.url, ...options });
	const { id: messageId } = control.sendMessage(provider.id, { from: 'human', text: 'See you “at noon” ❤️' });
	await sandbox.receiver.take(1);
	control.react(provider.id, { messageId, reaction: 'love' });
	const [delivery] = await sandbox.receiver.take(1);
	const sent = delivery?.headers ?? {};
	const stamp = { secret: String(secret), seconds: `${scheme.secondsOf?.(sent)}`, id: String(sent[scheme.idHeader ?? '']) };
	const signed = scheme.sign(Buffer.from(delivery?.rawBody ?? []), stamp);
	expect(headers.map((name) => [name, signed[name]])).toEqual(headers.map((name) => [name, sent[name]]));
});
