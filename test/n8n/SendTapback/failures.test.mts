import { describe, expect, it } from '@jest/globals';
import { inspect } from 'node:util';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { FaultPlan, ProviderId } from '../../../sandbox/src/index.mts';
import { scenarioOf } from '../../contract/scenarios/index.mts';
import { itemsOf, jsonOf, PROVIDER_IDS, type SendOptions } from '../../harness/n8n/harness.mts';
import { useHarness } from '../../harness/n8n/use-harness.mts';

const harness = useHarness();

const REACT = { method: 'POST' };

async function sendTo(provider: ProviderId, fault: FaultPlan['fault'] | undefined, options: SendOptions = {}) {
	if (fault) harness.sandbox.control.addFault(provider, { match: REACT, fault, times: 10 });
	return await harness.send(provider, { items: itemsOf(harness.newMessages(provider, 1)), ...options });
}

function requestsTo(provider: ProviderId): number {
	return harness.sandbox.control.requests({ provider }).length;
}

function withBaseUrl(provider: ProviderId, baseUrl: string) {
	const override: ICredentialDataDecryptedObject = { baseUrl };
	return harness.credentials({ [provider]: override });
}

/** Everything a run leaves behind, as n8n stores it and as a log would print it. */
function tracesOf(run: unknown): string {
	return `${JSON.stringify(run)}\n${inspect(run, { depth: 12, showHidden: true })}`;
}

describe('a provider that is not there', () => {
	it('is said to be unreachable, with what to check and without a secret', async () => {
		// All at once, for each takes the pauses between its attempts.
		const runs = await Promise.all(
			PROVIDER_IDS.map(async (provider) => {
				const credentials = withBaseUrl(provider, provider === 'tuco' ? 'http://nowhere.invalid' : 'http://127.0.0.1:1');
				return await sendTo(provider, undefined, { credentials });
			}),
		);
		const sentenceOf = (id: ProviderId) => runs[PROVIDER_IDS.indexOf(id)]?.error?.message;
		expect(sentenceOf('agentphone')).toBe(
			'AgentPhone could not be reached: the connection was refused. Check the Base URL in the credential and the network.',
		);
		expect(sentenceOf('tuco')).toBe(
			'Tuco could not be reached: the host is unknown. Check the Base URL in the credential and the network.',
		);
		expect(runs.map(({ error }) => error?.description)).toEqual(PROVIDER_IDS.map(() => 'Code NOT_REACHED'));
		for (const secret of harness.secrets()) expect(tracesOf(runs)).not.toContain(secret);
	}, 30_000);
});

const TO_GO_ON = /To go on, look at the conversation, and choose your current tapback in Options → Current Tapback\.$/;

describe('a lost answer', () => {
	it.each([
		['a connection cut after the request', { kind: 'drop-after' }, 'the connection was cut'],
		['an answer that never comes', { kind: 'hang' }, 'it took longer than 1 s'],
	] as const)('to a toggle, by %s, is unknown and not asked again', async (_, fault, says) => {
		const result = await sendTo('tuco', fault, { parameters: { options: { timeout: 1000 } } });
		expect(result.error).toBeUndefined();
		expect(jsonOf(result)).toMatchObject([{ outcome: 'unknown', reaction: 'like' }]);
		expect(String(jsonOf(result)[0]?.reason)).toContain(says);
		expect(String(jsonOf(result)[0]?.reason)).toMatch(TO_GO_ON);
		expect(requestsTo('tuco')).toBe(1);
	});

	it('to a command that can be repeated is asked again until one comes', async () => {
		harness.sandbox.control.addFault('linq', { match: REACT, fault: { kind: 'drop-after' } });
		const items = itemsOf(harness.newMessages('linq', 1));
		const result = await harness.send('linq', { items });
		expect(jsonOf(result)).toMatchObject([{ outcome: 'accepted' }]);
		expect(requestsTo('linq')).toBe(2);
		expect(harness.sandbox.control.tapbacks('linq', String(items[0]?.id))).toHaveLength(1);
	});
});

describe('an answer that is not the API’s', () => {
	it.each([
		['HTML', '<html><title>Sign in</title></html>', 'something that is not JSON'],
		['JSON of something else', { hello: 'world' }, 'doesn’t contain'],
	])('of %s is no success', async (_, body, says) => {
		const result = await sendTo('tuco', { kind: 'body', body });
		expect(jsonOf(result)).toMatchObject([{ outcome: 'unknown', reason: expect.stringContaining(says) }]);
	});

	it('with 200 and an error inside is a refusal', async () => {
		harness.sandbox.control.changeQuirks('sendblue', { statusErrorOn200: true });
		const { error } = await sendTo('sendblue', undefined);
		expect(error?.message).toContain('Failed to send reaction');
		expect(error?.description).toBe('Code REFUSED');
	});
});

describe('an error’s sentence', () => {
	it('stays ours where the provider’s words hold one of n8n’s code words', async () => {
		const { error } = await sendTo('linq', {
			kind: 'status',
			status: 400,
			body: { success: false, error: { code: 9, message: 'relay: connect ETIMEDOUT' } },
		});
		expect(error?.message).toBe('Linq answered 400 (code 9): “relay: connect ETIMEDOUT”. Check the parameters.');
	});

	it('names the credential field for a wrong key', async () => {
		const credentials = harness.credentials({ sendblue: { apiKeyId: 'wrong-id', apiSecretKey: 'wrong-secret' } });
		const { error } = await sendTo('sendblue', undefined, { credentials });
		expect(error).toMatchObject({ name: 'NodeApiError', httpCode: '401', description: 'Code AUTH_FAILED' });
		expect(error?.message).toContain('Check API Key ID and API Secret Key in the credential');
	});

	it('ends with what to do in n8n, where core leaves that to it', async () => {
		const unknown = { operation: 'remove' } as const;
		const { error } = await sendTo('tuco', undefined, unknown);
		expect(error?.message).toMatch(TO_GO_ON);
		const routed = await sendTo('tuco', undefined, { ...unknown, onError: 'continueErrorOutput' });
		expect(jsonOf(routed, 1)).toMatchObject([{ error: { code: 'STATE_UNKNOWN', message: expect.stringMatching(TO_GO_ON) } }]);
	});

	it('asks for the emoji only where one is needed', async () => {
		const items = itemsOf(harness.newMessages('linq', 2)).map((item, index) => ({ ...item, reaction: ['love', 'emoji'][index] ?? null }));
		const parameters = { reaction: '={{ $json.reaction }}' };
		const result = await harness.send('linq', { items, parameters, onError: 'continueErrorOutput' });
		expect(jsonOf(result)).toMatchObject([{ reaction: 'love', outcome: 'accepted' }]);
		expect(jsonOf(result, 1)).toMatchObject([{ error: { code: 'INVALID_INPUT', message: expect.stringContaining('Emoji is empty') } }]);
	});
});

describe('an item whose expression breaks', () => {
	const messageId = "={{ $json.isBroken ? $('Nowhere').item.json.id : $json.id }}";

	it('goes to the error output by itself, also where the broken one is the message id', async () => {
		const [first, last] = itemsOf(harness.newMessages('linq', 2));
		const items = [{ ...first }, { isBroken: true }, { ...last }];
		const result = await harness.send('linq', { items, parameters: { messageId }, onError: 'continueErrorOutput' });
		expect(result.error).toBeUndefined();
		expect(jsonOf(result).map((json) => json.messageId)).toEqual([first?.id, last?.id]);
		expect(jsonOf(result, 1)).toMatchObject([{ isBroken: true, error: { code: null, message: expect.any(String) } }]);
	});

	it('fails the run with the item named where it shall stop', async () => {
		const { error } = await harness.send('linq', { items: [{ isBroken: true }], parameters: { messageId } });
		expect(error).toMatchObject({ context: { itemIndex: 0 } });
	});
});

describe('a timeout that is none', () => {
	it.each([0, -5, 1.5, 'soon', 1e12])('(%p) is refused before anything is sent', async (timeout) => {
		const { error } = await harness.send('linq', { items: itemsOf(harness.newMessages('linq', 1)), parameters: { options: { timeout } } });
		expect(error?.message).toContain('Timeout');
		expect(harness.sandbox.control.requests({ provider: 'linq' })).toEqual([]);
	});
});

describe.each(PROVIDER_IDS)('a secret of %s', (provider) => {
	const secretsOf = () => Object.values(harness.sandbox.provider(provider).credentials);

	it('stands in nothing a successful run leaves', async () => {
		const { run } = await sendTo(provider, undefined);
		for (const secret of secretsOf()) expect(tracesOf(run)).not.toContain(secret);
	});

	it('stands in nothing a refused run leaves, even if the provider repeats it', async () => {
		const [secret] = secretsOf();
		const words = `Invalid key ${secret}`;
		const body = scenarioOf({ id: provider }).errorBody(words);
		const { run, error } = await sendTo(provider, { kind: 'status', status: 400, body });
		expect(error?.message).toContain('Invalid key [hidden]');
		expect(tracesOf(run)).not.toContain(String(secret));
	});
});
