import { describe, expect, it } from '@jest/globals';

import { PROVIDERS } from '../../core/index.ts';
import type { Delivery } from '../../core/providers/webhook.ts';
import type { Forgery } from '../../sandbox/src/index.mts';
import { errorOf } from '../harness/error-of.mts';
import { listen, type Listener } from '../harness/contract/listen.mts';
import { needed, scenarioOf } from './scenarios/index.mts';
import type { SigningForm } from './scenarios/scenario.mts';
import { useSandbox } from '../harness/contract/sandbox.mts';

const sandbox = useSandbox();

const FORGERIES: readonly Forgery[] = ['body', 'signature', 'unsigned', 'stale', 'future'];

const OTHER_SECRET = `whsec_${Buffer.from('another secret, thirty-two bytes').toString('base64')}`;

interface Signed {
	listener: Listener;
	delivery: { headers: Record<string, string>; rawBody: Buffer };
	accepts(delivery: Delivery, options?: Parameters<Listener['receive']>[1]): void;
	refuses(delivery: Delivery, options?: Parameters<Listener['receive']>[1], code?: string): Promise<void>;
}

describe.each([...PROVIDERS])('$name signs with', (provider) => {
	const { signing } = scenarioOf(provider);

	describe.each([...signing])('$title; a delivery', (form) => {
		it('that is genuine is taken', async () => {
			const { accepts, delivery } = await signed(form);
			accepts(delivery);
		});

		it('checked with another secret is refused', async () => {
			const { refuses, delivery } = await signed(form);
			await refuses(delivery, { secrets: [OTHER_SECRET] });
		});

		it('is taken while the secret is rotated, whichever of the two signed', async () => {
			const { accepts, refuses, delivery, listener } = await signed(form);
			const { secret } = listener.registration;
			accepts(delivery, { secrets: [OTHER_SECRET, secret] });
			accepts(delivery, { secrets: [secret, OTHER_SECRET] });
			await refuses(delivery, { secrets: [OTHER_SECRET, OTHER_SECRET] });
		});

		it.each<[string, string[]]>([
			['no secret', []],
			['an empty secret', ['']],
			['a blank secret', ['  ']],
		])('is refused, not let through, with %s', async (_, secrets) => {
			const { refuses, delivery } = await signed(form);
			await refuses(delivery, { secrets }, 'SECRET_MISSING');
		});

		it('without its raw body is refused', async () => {
			const { refuses, delivery } = await signed(form);
			await refuses({ ...delivery, rawBody: undefined });
		});

		it(
			form.signsBody ? 'with any one byte changed is refused' : 'with a byte changed can’t be told, for the body is not signed',
			async () => {
				const { accepts, refuses, delivery } = await signed(form);
				for (let at = 0; at < delivery.rawBody.length; at += 1) {
					const rawBody = Buffer.from(delivery.rawBody);
					rawBody.writeUInt8(rawBody.readUInt8(at) ^ 1, at);
					if (form.signsBody) await refuses({ ...delivery, rawBody });
					else accepts({ ...delivery, rawBody });
				}
			},
		);

		if (form.signsBody) {
			it('that was cut, extended, emptied or written again is refused', async () => {
				const { refuses, delivery } = await signed(form);
				const { rawBody } = delivery;
				const rewritten = Buffer.from(JSON.stringify({ ...JSON.parse(rawBody.toString()), extra: 1 }));
				for (const changed of [
					rawBody.subarray(0, -1),
					rawBody.subarray(1),
					Buffer.concat([rawBody, Buffer.from('}')]),
					Buffer.alloc(0),
					rewritten,
				]) {
					await refuses({ ...delivery, rawBody: changed });
				}
			});
		}

		it.each([...form.headers])('without the header %s, or with an empty or repeated one, is refused', async (name) => {
			const { refuses, delivery } = await signed(form);
			const { [name]: value = '', ...others } = delivery.headers;
			await refuses({ ...delivery, headers: others });
			await refuses({ ...delivery, headers: { ...others, [name]: '' } });
			await refuses({ ...delivery, headers: { ...others, [name]: [value, value] } });
			await refuses({ ...delivery, headers: { ...others, [name.toUpperCase()]: value, [name]: value } });
		});

		it.each([...form.headers])('with any one character of the header %s changed is refused', async (name) => {
			const { refuses, delivery } = await signed(form);
			const value = delivery.headers[name] ?? '';
			expect(value).not.toBe('');
			for (let at = 0; at < value.length; at += 1) {
				const other = value[at] === '8' ? 'E' : '8';
				await refuses({ ...delivery, headers: { ...delivery.headers, [name]: value.slice(0, at) + other + value.slice(at + 1) } });
			}
			for (const changed of [`${value}8`, value.slice(0, -1), value.slice(1), 'undefined', '💥']) {
				await refuses({ ...delivery, headers: { ...delivery.headers, [name]: changed } });
			}
		});

		it('is taken whatever the case of its header names', async () => {
			const { accepts, delivery } = await signed(form);
			for (const rename of [(name: string) => name.toUpperCase(), (name: string) => name.toLowerCase()]) {
				accepts({
					...delivery,
					headers: Object.fromEntries(Object.entries(delivery.headers).map(([name, value]) => [rename(name), value])),
				});
			}
		});

		if (form.signsTime) {
			it('is refused five minutes and a second later or earlier, and taken a second before that', async () => {
				const { accepts, refuses, delivery } = await signed(form);
				const at = needed(form.secondsOf, 'signing.secondsOf')(delivery.headers) * 1000;
				for (const seconds of [299, -299, 0]) accepts(delivery, { now: at + seconds * 1000 });
				for (const seconds of [301, -301, 86_400, -86_400]) await refuses(delivery, { now: at + seconds * 1000 });
			});
		} else {
			it('has no signed time, so its age proves nothing', async () => {
				const { accepts, delivery } = await signed(form);
				for (const seconds of [86_400, -86_400]) accepts(delivery, { now: sandbox.now() + seconds * 1000 });
			});
		}

		it('that the sandbox forges is refused, over the socket, as far as the vendor’s scheme can tell', async () => {
			const { listener, accepts, refuses } = await signed(form);
			const [{ id = '' } = {}] = listener.control.deliveries({ provider: provider.id });
			for (const forge of FORGERIES) {
				await listener.control.redeliver(id, { forge });
				const [arrival] = await sandbox.receiver.take(1);
				const forged = only(form, arrival);
				if (form.cannotTell.includes(forge)) accepts(forged);
				else await refuses(forged);
			}
		});

		it('is verified before it is parsed: what is no JSON is refused the same way', async () => {
			const { refuses, delivery } = await signed(form);
			if (form.signsBody) await refuses({ ...delivery, rawBody: Buffer.from('{"event":') });
			await refuses({ headers: {}, rawBody: Buffer.from('{"event":') });
		});
	});

	async function signed(form: SigningForm): Promise<Signed> {
		const listener = await listen(sandbox, provider, { quirks: form.quirks });
		const [arrival] = await listener.react({ reaction: 'love' });
		return {
			listener,
			delivery: only(form, arrival),
			accepts: (delivery, options) => expect(listener.receive(delivery, options).kind).toMatch(/tapback|ignored/),
			async refuses(delivery, options, code = 'NOT_VERIFIED') {
				const error = await errorOf(() => listener.receive(delivery, options));
				expect(error.code).toBe(code);
				expect(error.message).not.toContain(listener.registration.secret);
			},
		};
	}
});

/** A delivery with the headers of one form, where the vendor sends two side by side. */
function only({ without = [] }: SigningForm, arrival: Delivery | undefined): Signed['delivery'] {
	const kept = Object.entries(arrival?.headers ?? {}).filter(([name]) => !without.includes(name));
	return { headers: Object.fromEntries(kept.map(([name, value]) => [name, String(value)])), rawBody: Buffer.from(arrival?.rawBody ?? []) };
}
