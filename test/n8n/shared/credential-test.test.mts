import '../../harness/n8n/environment.mts';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CredentialTestContext } from 'n8n-core';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { PROVIDERS, type Provider } from '../../../core/index.ts';
import { freePort } from '../../../host/ports.mts';
import type { ProviderId } from '../../../sandbox/src/index.mts';
import { PROVIDER_IDS } from '../../harness/n8n/harness.mts';
import { useHarness } from '../../harness/n8n/use-harness.mts';

const harness = useHarness();
let website: Server;
beforeAll(async () => {
	website = createServer((request, response) => {
		const [status, headers, body] = WEBSITE[request.url?.split('/')[1] ?? ''] ?? [404, {}, '<h1>Not found</h1>'];
		response.writeHead(status, headers).end(body);
	});
	await new Promise<void>((resolve) => website.listen(0, '127.0.0.1', resolve));
});
afterAll(() => void website.close());

/** What other servers than the provider’s answer, by the first part of the path. */
const WEBSITE: Record<string, [number, Record<string, string>, string]> = {
	page: [200, { 'content-type': 'text/html' }, '<h1>Welcome</h1>'],
	moved: [301, { location: 'https://elsewhere.example/' }, ''],
	other: [200, { 'content-type': 'application/json' }, '{"hello":"world"}'],
};

function websiteUrl(path: string): string {
	const address = website.address();
	return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/${path}`;
}

const providers = PROVIDER_IDS.map((id): [string, ProviderId, Provider] => {
	const provider = PROVIDERS.find((candidate) => candidate.id === id);
	if (provider === undefined) throw new Error(`There is no ${id}.`);
	return [provider.name, id, provider];
});

/** n8n’s answer to somebody who saves the credential. */
async function verdict(id: ProviderId, change: ICredentialDataDecryptedObject = {}) {
	const { credential } = providers.find(([, other]) => other === id)?.[2] ?? {};
	const { baseUrl, credentials } = harness.sandbox.provider(id);
	const test = harness.built.nodeType('sendTapback').methods?.credentialTest?.testProvider;
	if (test === undefined || credential === undefined) throw new Error('There is no test.');
	const data = { baseUrl, ...credentials, webhookSecret: '', ...change };
	return await test.call(new CredentialTestContext(), { id: '1', name: 'Mine', type: credential.typeName, data });
}

describe.each(providers)('the test of a credential for %s', (name, id, { credential, defaultBaseUrl }) => {
	it('is the one that every node names for it', () => {
		for (const type of ['sendTapback', 'askForTapback', 'inboundTapback']) {
			const { description, methods } = harness.built.nodeType(type);
			const slot = description.credentials?.find((candidate) => candidate.name === credential.typeName);
			expect([type, typeof methods?.credentialTest?.[String(slot?.testedBy)]]).toEqual([type, 'function']);
		}
	});

	it('passes with the right keys', async () => {
		expect(await verdict(id)).toMatchObject({ status: 'OK' });
	});

	it('names the keys that are wrong', async () => {
		const wrong = Object.fromEntries(credential.fields.map((field) => [field.name, 'wrong']));
		const keys = credential.fields.map(({ displayName }) => displayName).join(' and ');
		expect(await verdict(id, wrong)).toEqual({ status: 'Error', message: `${name} refused the key. Check ${keys}.` });
	});

	it('names the key that is empty', async () => {
		const [{ name: field, displayName } = { name: '', displayName: '' }] = credential.fields;
		const message = `${displayName} is empty in the credential of ${name}. Enter it there.`;
		expect(await verdict(id, { [field]: '' })).toEqual({ status: 'Error', message });
	});

	it('says what to do about an address that nobody answers at', async () => {
		const baseUrl = `http://127.0.0.1:${await freePort()}`;
		expect(await verdict(id, { baseUrl })).toEqual({
			status: 'Error',
			message: `${name} could not be reached: the connection was refused. Check the Base URL in the credential and the network. The usual Base URL is ${defaultBaseUrl}.`,
		});
	});

	it.each(['api.example.com', 'https://api.example.com?key=1', ''])('says what to do about “%s”, which is no address', async (baseUrl) => {
		expect(await verdict(id, { baseUrl })).toEqual({
			status: 'Error',
			message: `The Base URL in the credential must start with https:// or http:// and have no query. Check the credential. The usual Base URL is ${defaultBaseUrl}.`,
		});
	});

	it.each([
		['has no such path', 'nothing', 'There is no'],
		['is a website', 'page', 'not JSON'],
		['redirects', 'moved', 'redirect'],
		['is another API', 'other', 'doesn’t contain'],
	])('says what to do about an address that %s', async (_, path, why) => {
		const { status, message } = await verdict(id, { baseUrl: websiteUrl(path) });
		expect([status, message]).toEqual(['Error', expect.stringContaining(why)]);
		expect(message).toMatch(/Base URL.+The usual Base URL is https:\/\/\S+\.$/);
	});
});

it('never repeats a key, even if the server does', async () => {
	const { apiKey = '' } = harness.sandbox.provider('linq').credentials;
	WEBSITE.echo = [500, { 'content-type': 'text/plain' }, `wrong: ${apiKey}`];
	expect(apiKey).not.toBe('');
	expect(JSON.stringify(await verdict('linq', { baseUrl: websiteUrl('echo') }))).not.toContain(apiKey);
});
