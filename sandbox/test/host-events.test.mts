import { describe, expect, it } from '@jest/globals';
import { get } from 'node:http';

import { controlCaller } from './harness/sandbox.mts';
import { useSandbox } from './harness/use-sandbox.mts';

const sandbox = useSandbox();

describe('what the host says of itself', () => {
	const up = {
		...{ name: 'n8n', url: 'http://127.0.0.1:5678', state: 'up', detail: null },
		workflows: [
			{
				id: '1',
				name: 'Answer',
				url: 'http://127.0.0.1:5678/workflow/1',
				isActive: true,
				webhookUrls: ['http://127.0.0.1:5678/webhook/x'],
			},
		],
		asking: [
			{
				name: 'Ask',
				url: 'http://127.0.0.1:5678/workflow/2',
				webhookUrls: ['http://127.0.0.1:5678/webhook/y'],
				formUrl: 'http://127.0.0.1:5678/form/y',
			},
		],
	};

	it('stands in the overview until it leaves', async () => {
		const control = controlCaller(sandbox);
		expect((await control('PUT', '/host', up)).json).toEqual(up);
		expect(sandbox.control.overview().host).toEqual(up);
		expect((await control('PUT', '/host', null)).status).toBe(200);
		expect(sandbox.control.overview().host).toBeNull();
	});

	it.each([
		['no name', { state: 'up' }, 'name'],
		['an unknown state', { name: 'n8n', state: 'fine' }, 'starting | up | down'],
		['a workflow without a URL', { name: 'n8n', state: 'up', workflows: [{ id: '1', name: 'Answer' }] }, 'workflows[0]'],
		['a workflow that asks, without a URL', { name: 'n8n', state: 'up', asking: [{ name: 'Ask' }] }, 'asking[0]'],
	])('is refused with %s', async (_, status, text) => {
		const answer = await controlCaller(sandbox)('PUT', '/host', status);
		expect([answer.status, JSON.stringify(answer.json)]).toEqual([400, expect.stringContaining(text)]);
	});
});

describe('who may ask', () => {
	it.each([
		['a page of another origin', { origin: 'https://evil.example' }],
		['a name that was made to point here', { host: 'evil.example' }],
	])('is not %s', async (_, headers) => {
		const status = await new Promise((resolve, reject) => {
			get(`${sandbox.url}/control`, { headers }, (response) => {
				response.resume();
				resolve(response.statusCode);
			}).on('error', reject);
		});
		expect(status).toBe(403);
	});
});
