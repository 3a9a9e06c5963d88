import { describe, expect, it } from '@jest/globals';

import { createHostReport, hostDown, hostStarting, hostUp, reasonOf } from '../../host/host-report.mts';
import type { HostStatus } from '../../sandbox/src/model/host-status.mts';

const url = 'http://127.0.0.1:5678';
const webhookUrl = `${url}/webhook/1/tapback`;
const listener = { id: 'w1', name: 'Answer', publishedVersionId: 'v1', webhookUrls: [webhookUrl] };

describe('hostUp', () => {
	it('shows where a workflow can be opened', () => {
		const [workflow] = hostUp({ url, listeners: [listener], registeredUrls: [] }).workflows;
		expect(workflow).toMatchObject({ id: 'w1', name: 'Answer', url: `${url}/workflow/w1` });
	});

	it('shows the webhook as the provider has it, with the query that the provider wants', () => {
		const registeredUrls = [`${webhookUrl}?version=2026-02-03`, `${url}/webhook/2/tapback?version=2026-02-03`];
		const [workflow] = hostUp({ url, listeners: [listener], registeredUrls }).workflows;
		expect(workflow?.webhookUrls).toEqual([`${webhookUrl}?version=2026-02-03`]);
	});

	it('does not take a longer path for the same webhook', () => {
		const [workflow] = hostUp({ url, listeners: [listener], registeredUrls: [`${webhookUrl}/2`] }).workflows;
		expect(workflow?.webhookUrls).toEqual([webhookUrl]);
	});

	it('shows the webhook as n8n made it where no provider has it', () => {
		const [workflow] = hostUp({ url, listeners: [listener], registeredUrls: [] }).workflows;
		expect(workflow).toMatchObject({ isActive: true, webhookUrls: [webhookUrl] });
	});

	it('shows the webhooks of a workflow that asks as the provider has them', () => {
		const [workflow] = hostUp({
			url,
			listeners: [],
			asking: [{ ...listener, formUrl: undefined }],
			registeredUrls: [`${webhookUrl}?version=2026-02-03`],
		}).asking;
		expect(workflow).toEqual({
			name: 'Answer',
			url: `${url}/workflow/w1`,
			webhookUrls: [`${webhookUrl}?version=2026-02-03`],
			formUrl: null,
		});
	});

	it('does not call a workflow active whose triggers could not be registered', () => {
		const [workflow] = hostUp({ url, listeners: [{ ...listener, webhookUrls: [] }], registeredUrls: [] }).workflows;
		expect(workflow).toMatchObject({ isActive: false, webhookUrls: [] });
	});
});

describe('createHostReport', () => {
	const listen = () => {
		const passed: HostStatus[] = [];
		return { passed, report: createHostReport((status) => passed.push(status)) };
	};

	it('passes on only what is new', () => {
		const { passed, report } = listen();
		const status = () => hostUp({ url, listeners: [listener], registeredUrls: [] });
		for (const said of [hostStarting(), status(), status(), hostDown('It broke.'), status()]) report.say(said);
		expect(passed.map(({ state }) => state)).toEqual(['starting', 'up', 'down', 'up']);
	});

	it('says nothing after the last word, and the first last word counts', () => {
		const { passed, report } = listen();
		report.end('n8n ended.');
		report.say(hostUp({ url, listeners: [], registeredUrls: [] }));
		report.end('npm start ended.');
		expect(passed).toEqual([hostDown('n8n ended.')]);
	});
});

describe('reasonOf', () => {
	it('says of a refused connection that nobody answers', () => {
		const cause = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5678'), { code: 'ECONNREFUSED' });
		expect(reasonOf(new TypeError('fetch failed', { cause }))).toBe('It does not answer.');
	});

	it('gives the cause where fetch only says that it failed', () => {
		const cause = Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' });
		expect(reasonOf(new TypeError('fetch failed', { cause }))).toBe('other side closed');
	});

	it('leaves out the log that follows the sentence', () => {
		expect(reasonOf(new Error('n8n could not be installed.\nFrom install.log:\n  | …'))).toBe('n8n could not be installed.');
	});
});
