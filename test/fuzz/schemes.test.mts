import { expect, it } from '@jest/globals';

import { signAgentPhone } from '../../sandbox/src/providers/agentphone/signing.mts';
import { signInkbox } from '../../sandbox/src/providers/inkbox/signing.mts';
import { signLinq } from '../../sandbox/src/providers/linq/signing.mts';
import { signSendblue } from '../../sandbox/src/providers/sendblue/signing.mts';
import { signTuco } from '../../sandbox/src/providers/tuco/signing.mts';
import { NOW, SCHEMES, signed } from './schemes.mts';

const ID = 'evt_0000000001';
const BODY = '{"text":"Loved “See you” ❤️"}';

const SANDBOX = new Map<string, (secret: string) => ReturnType<typeof signTuco>>([
	['agentphone', (secret) => signAgentPhone({ body: BODY, at: NOW, secret }, ID)],
	['inkbox', (secret) => signInkbox({ body: BODY, at: NOW, secret }, ID)],
	['linq', (secret) => signLinq({ body: BODY, at: NOW, secret }, { eventId: ID, eventType: 'e', subscriptionId: 's' })],
	['sendblue', (secret) => signSendblue({ body: BODY, at: NOW, secret }, { withHmac: true })],
	['tuco', (secret) => signTuco({ body: BODY, at: NOW, secret }, 'e')],
]);

it.each([...SCHEMES])('$title is signed here as the sandbox does it', (scheme) => {
	const bySandbox = SANDBOX.get(scheme.provider.id)?.(scheme.secret);
	const headers = Object.entries({ ...bySandbox?.headers, ...bySandbox?.signature });
	const known = new Map(headers.map(([name, value]) => [name.toLowerCase(), value]));
	const ours = Object.entries(signed(scheme, Buffer.from(BODY)));
	expect(ours.filter(([name]) => scheme.covered.includes(name))).toEqual(scheme.covered.map((name) => [name, known.get(name)]));
});
