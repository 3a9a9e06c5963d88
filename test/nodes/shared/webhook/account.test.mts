import { describe, expect, it } from '@jest/globals';
import type { ICredentialDataDecryptedObject, IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import type { TapbackEvent } from '../../../../core/model/tapback-event.ts';
import { providerById } from '../../../../core/index.ts';
import { accountOf, chosenSecret } from '../../../../nodes/shared/webhook/account.ts';
import { secretStoreOf } from '../../../../nodes/shared/webhook/secret-store.ts';
import { seenTapbacks } from '../../../../nodes/InboundTapback/seen-tapbacks.ts';
import { EVENT } from '../../../harness/core/made-up-event.mts';

const inkbox = providerById('inkbox');
const sendblue = providerById('sendblue');
const MINE: ICredentialDataDecryptedObject = { baseUrl: 'https://inkbox.ai', apiKey: 'my-key' };
const THEIR_SERVER: ICredentialDataDecryptedObject = { baseUrl: 'https://evil.example', apiKey: 'my-key' };
const THEIR_KEY: ICredentialDataDecryptedObject = { baseUrl: 'https://inkbox.ai', apiKey: 'their-key' };

/** What registering needs of n8n: a credential by its id, and the workflow’s static data. */
function contextOf(credential: ICredentialDataDecryptedObject, id: string, staticData: IDataObject = {}) {
	const context = {
		getCredentials: async () => credential,
		getNode: () => ({ credentials: { [inkbox.credential.typeName]: { id, name: '' } } }),
		getWorkflowStaticData: () => staticData,
	};
	return context as unknown as IHookFunctions;
}

let owners = 0;

describe('a signing key that is shown once', () => {
	async function keptFor(credential: ICredentialDataDecryptedObject, id: string, staticData: IDataObject = {}) {
		return await secretStoreOf(contextOf(credential, id, staticData), inkbox);
	}
	const newOwner = () => `owner-${(owners += 1)}`;

	it('is found again by the same account, in another workflow and with another credential', async () => {
		const owner = newOwner();
		(await keptFor(MINE, 'one')).keep(owner, 'key');
		expect((await keptFor(MINE, 'other')).get(owner)).toBe('key');
	});

	it('is found again with the same credential after its key was renewed', async () => {
		const owner = newOwner();
		(await keptFor(MINE, 'one')).keep(owner, 'key');
		expect((await keptFor({ ...MINE, apiKey: 'renewed' }, 'one')).get(owner)).toBe('key');
	});

	it.each([
		['a server of somebody’s own says the same owner', THEIR_SERVER, 'theirs'],
		['the server of a credential is another now', THEIR_SERVER, 'one'],
		['another account says the same owner', THEIR_KEY, 'theirs'],
	])('is not found where %s', async (_, credential, id) => {
		const owner = newOwner();
		const staticData: IDataObject = {};
		(await keptFor(MINE, 'one', staticData)).keep(owner, 'key');
		expect((await keptFor(credential, id, staticData)).get(owner)).toBeUndefined();
	});

	it('can’t be planted by a server of somebody’s own', async () => {
		const owner = newOwner();
		const staticData: IDataObject = {};
		(await keptFor(THEIR_SERVER, 'theirs', staticData)).keep(owner, 'planted');
		expect((await keptFor(MINE, 'one', staticData)).get(owner)).toBeUndefined();
	});
});

describe('an account', () => {
	it('is told by its address and its keys', () => {
		const accounts = [MINE, THEIR_SERVER, THEIR_KEY].map((credential) => accountOf(inkbox, credential));
		expect(new Set(accounts).size).toBe(3);
		expect(accountOf(inkbox, { ...MINE, webhookSecret: 'entered later' })).toBe(accountOf(inkbox, MINE));
	});

	it('doesn’t tell its keys', () => expect(accountOf(inkbox, MINE)).toMatch(/^[\w-]{22}$/));
});

describe('a signing secret that we choose', () => {
	const keys = { apiKeyId: 'id', apiSecretKey: 'secret' };

	it('is the same for the same account and URL, and another one for every other', () => {
		const secret = chosenSecret(sendblue, keys, 'https://n8n.example/a');
		expect(chosenSecret(sendblue, { ...keys }, 'https://n8n.example/a')).toBe(secret);
		expect(chosenSecret(sendblue, keys, 'https://n8n.example/b')).not.toBe(secret);
		expect(chosenSecret(sendblue, { ...keys, apiSecretKey: 'other' }, 'https://n8n.example/a')).not.toBe(secret);
		expect(secret).toMatch(/^[\w-]{43}$/);
	});
});

describe('what a trigger saw', () => {
	const at = (workflow: string, account: string) => {
		const context = { getNode: () => ({ id: 'n' }), getWorkflow: () => ({ id: workflow }) };
		return seenTapbacks(context as unknown as IWebhookFunctions, account);
	};
	const like = (messageId: string): TapbackEvent => ({
		...EVENT,
		...{ messageId, eventId: 'e2', reaction: 'like', emoji: '👍', receivedAt: '2026-01-01T00:01:00.000Z' },
	});

	it('is what it goes by', () => {
		at('w1', 'mine').record({ ...EVENT, messageId: 'm-1' });
		expect(at('w1', 'mine').record(like('m-1'))).toMatchObject({ provider: 'madeup', replaced: { reaction: 'love' } });
	});

	it.each([
		['another trigger', 'w2', 'mine'],
		['the same one with another account', 'w1', 'theirs'],
	])('is nothing that %s goes by', (_, workflow, account) => {
		const messageId = `m-${workflow}-${account}`;
		at('w1', 'mine').record({ ...EVENT, messageId });
		expect(at(workflow, account).record(like(messageId)).replaced).toBeNull();
	});
});
