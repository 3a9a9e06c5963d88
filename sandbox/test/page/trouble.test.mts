import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ANSWER_CHOICES, answerScopes } from '../../page/settings/answer-choices.mts';
import { describeAnswerFault, describeArmed, describeDeliveryFault, describeLeft, describeMatch } from '../../page/settings/armed.mts';
import { deliveryChoices, deliveryScopes } from '../../page/settings/delivery-choices.mts';
import { ENDLESS_TIMES, type FaultChoice } from '../../page/settings/fault-choice.mts';
import { armedPreset, presetsOf } from '../../page/settings/presets.mts';
import type { Sandbox } from '../../src/index.mts';
import type { ProviderId } from '../../src/providers/descriptions.mts';
import { DESCRIPTIONS } from '../../src/providers/descriptions.mts';
import { overviewOf, playedVendor } from '../harness/played.mts';
import { caller, controlCaller, seeded, startTestSandbox, type Call } from '../harness/sandbox.mts';

const IDS: readonly ProviderId[] = DESCRIPTIONS.map(({ id }) => id);

let sandbox: Sandbox;
let control: Call;

beforeEach(async () => {
	sandbox = await startTestSandbox();
	control = controlCaller(sandbox);
});

afterEach(() => sandbox.close());

const tapbackCall = (id: ProviderId) => playedVendor(id).heart(seeded(sandbox, id).human);

const withNumber = <Fault,>({ number, build }: FaultChoice<Fault>) => build(number?.initial ?? 0);

describe.each(IDS)('the trouble that can be armed for %s', (id) => {
	it('has presets which the control API takes, and which are found again while they are armed', async () => {
		for (const preset of presetsOf(id)) {
			const { status, json } = await control('POST', `/${id}/${preset.list}`, preset.plan);
			expect([preset.id, status]).toEqual([preset.id, 201]);
			expect(armedPreset(preset, overviewOf(sandbox, id))).toMatchObject({ id: json.id, times: preset.plan.times });
			expect((await control('DELETE', `/${id}/${preset.list}/${json.id}`)).status).toBeLessThan(300);
			expect(armedPreset(preset, overviewOf(sandbox, id))).toBeUndefined();
		}
	});

	it('has presets of which none is taken for another', async () => {
		for (const { list, plan } of presetsOf(id)) await control('POST', `/${id}/${list}`, plan);
		const found = presetsOf(id).map((preset) => armedPreset(preset, overviewOf(sandbox, id))?.id);
		expect(new Set(found).size).toBe(presetsOf(id).length);
	});

	it('has choices which the control API takes, each for everybody it may meet', async () => {
		const answers = ANSWER_CHOICES.flatMap((choice) =>
			answerScopes(id).map(({ match }) => ({ list: 'faults', plan: { match, times: 2, fault: withNumber(choice) } })),
		);
		const deliveries = deliveryChoices(id, overviewOf(sandbox, id).quirks).flatMap((choice) =>
			deliveryScopes(id).map(({ match }) => ({ list: 'delivery-faults', plan: { match, times: 2, fault: withNumber(choice) } })),
		);
		for (const { list, plan } of [...answers, ...deliveries]) {
			expect([plan, (await control('POST', `/${id}/${list}`, plan)).status]).toEqual([plan, 201]);
		}
		const titles = overviewOf(sandbox, id).faults.map(({ match }) => describeMatch(match, answerScopes(id)));
		expect(new Set(titles)).toEqual(new Set(answerScopes(id).map(({ title }) => title)));
	});

	it('meets tapbacks where only these are chosen', async () => {
		const match = answerScopes(id).find((scope) => scope.id === 'tapbacks')?.match;
		await control('POST', `/${id}/faults`, { match, times: 9, fault: { kind: 'status', status: 599 } });
		const call = caller(sandbox, id);
		expect((await call('POST', ...tapbackCall(id))).status).toBe(599);
		expect((await call('POST', playedVendor(id).webhooks, {})).status).not.toBe(599);
	});

	it('meets the registering of a webhook where only that is chosen', async () => {
		const match = answerScopes(id).find((scope) => scope.id === 'webhooks')?.match;
		await control('POST', `/${id}/faults`, { match, times: 9, fault: { kind: 'status', status: 599 } });
		const call = caller(sandbox, id);
		expect((await call('POST', playedVendor(id).webhooks, {})).status).toBe(599);
		expect((await call('GET', playedVendor(id).webhooks)).status).not.toBe(599);
		expect((await call('POST', ...tapbackCall(id))).status).not.toBe(599);
	});
});

describe('what a good client does about a forged webhook', () => {
	const goodClient = (id: ProviderId, choice: string, quirks = overviewOf(sandbox, id).quirks) =>
		deliveryChoices(id, quirks).find((candidate) => candidate.id === choice)?.goodClient;

	it('is to refuse it', () => {
		expect(goodClient('linq', 'stale')).toBe('answers 401 and starts nothing.');
		expect(goodClient('tuco', 'body')).toBe('answers 401 and starts nothing.');
		expect(goodClient('sendblue', 'unsigned')).toBe('answers 401 and starts nothing.');
	});

	it('is nothing where the vendor’s scheme protects neither body nor time', () => {
		expect(goodClient('tuco', 'stale')).toMatch(/^cannot notice/u);
		expect(goodClient('sendblue', 'body')).toMatch(/^cannot notice/u);
		expect(goodClient('sendblue', 'future')).toMatch(/^cannot notice/u);
		expect(goodClient('sendblue', 'body', { hmac: true })).toBe('answers 401 and starts nothing.');
	});
});

it('offers every fault that the control API knows', async () => {
	const { json } = await control('POST', '/linq/faults', { fault: { kind: 'none of these' } });
	const known = String(json.error)
		.replace(/^.*: |\.$/gu, '')
		.split(', ');
	expect(ANSWER_CHOICES.map((choice) => withNumber(choice).kind).sort()).toEqual(known.sort());
});

describe('what is armed', () => {
	it('is described by what it does', () => {
		expect(describeAnswerFault({ kind: 'status', status: 503 })).toBe('Status 503');
		expect(describeAnswerFault({ kind: 'rate-limit', retryAfterSeconds: 2 })).toBe('429, Retry-After 2 s');
		expect(describeAnswerFault({ kind: 'delay', delayMs: 1500 })).toBe('1.5 s late');
		expect(describeAnswerFault({ kind: 'status-after', status: 500 })).toBe('Status 500 after it took effect');
		expect(describeAnswerFault({ kind: 'trickle', byteDelayMs: 500 })).toBe('One byte every 0.5 s');
		expect(describeAnswerFault({ kind: 'drop-after' })).toBe('Lost after it took effect');
		expect(describeDeliveryFault({ kind: 'duplicate', copies: 1 })).toBe('Delivered twice');
		expect(describeDeliveryFault({ kind: 'duplicate', copies: 2 })).toBe('Delivered 3 times');
		expect(describeDeliveryFault({ kind: 'forge', forgery: 'stale' })).toBe('Forged: ten minutes old');
		expect(describeDeliveryFault({ kind: 'withhold' })).toBe('Never delivered');
	});

	it('says how many it will still meet', () => {
		expect(describeLeft({ times: 3, left: 3 })).toBe('3 left');
		expect(describeLeft({ times: 3, left: 1 })).toBe('1 of 3 left');
		expect(describeLeft({ times: ENDLESS_TIMES, left: ENDLESS_TIMES - 7 })).toBe('until disarmed');
		expect(describeArmed({ times: ENDLESS_TIMES, left: 5 })).toBe('Armed');
		expect(describeArmed({ times: 3, left: 2 })).toBe('Armed, 2 of 3 left');
	});

	it('shows a match of the control API’s as it is', () => {
		expect(describeMatch({ method: 'GET', path: '/chats' }, answerScopes('linq'))).toBe('GET /chats');
	});
});
