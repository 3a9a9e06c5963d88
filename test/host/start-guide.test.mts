import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { hostDown, hostUp } from '../../host/host-report.mts';
import { formatGuide } from '../../host/start-guide.mts';
import { startSandbox, type Sandbox } from '../../sandbox/src/index.mts';

const url = 'http://127.0.0.1:5678';
const question = {
	id: 'q',
	name: 'Route a question mark to a person',
	publishedVersionId: 'v1',
	webhookUrls: [`${url}/webhook/q/tapback`],
};
const booking = {
	id: 'b',
	name: 'Approve before booking',
	publishedVersionId: 'v1',
	webhookUrls: [],
	formUrl: `${url}/form/book-a-table`,
};

describe('formatGuide', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ port: 0 });
	});
	afterAll(() => sandbox.close());
	const guideWith = (asking: (typeof booking)[], ...listeners: (typeof question)[]) =>
		formatGuide({ n8nUrl: url, host: hostUp({ url, listeners, asking, registeredUrls: [] }), sandbox });
	const guide = (...listeners: (typeof question)[]) => guideWith([booking], ...listeners);

	it('stays short', () => {
		expect(guide(question).trim().split('\n').length).toBeLessThanOrEqual(15);
	});

	it('names both addresses and the login', () => {
		expect(guide(question)).toContain(sandbox.url);
		expect(guide(question)).toMatch(/http:\/\/127\.0\.0\.1:5678 +log in as \S+ with \S+/);
	});

	it('begins with the form that makes a workflow ask', () => {
		const [first, second] = guide(question).split('First: ')[1]?.split('\n') ?? [];
		expect(first).toContain(`open ${booking.formUrl} and click Ask`);
		expect(second).toContain(`${url}/workflow/b`);
		expect(guide(question)).toContain('Then: on the phone');
	});

	it('begins with the tapback where no workflow asks', () => {
		expect(guideWith([], question)).toContain('First: on the phone');
		expect(guideWith([], question)).not.toContain('/form/');
	});

	it('names the last bubble of the business in the first conversation', () => {
		expect(guide(question)).toContain('tap the bubble “Shall I confirm the booking?” and choose ❓');
	});

	it('names the address of an n8n that did not answer in time', () => {
		expect(formatGuide({ n8nUrl: url, host: hostDown('It did not answer.'), sandbox })).toMatch(/n8n +http:\/\/127\.0\.0\.1:5678 /);
	});

	it('leads to the workflow that answers', () => {
		expect(guide(question)).toContain(`${url}/workflow/q`);
	});

	it('promises no answer while that workflow does not listen, and says what to do', () => {
		const text = guide({ ...question, webhookUrls: [] });
		expect(text).toContain(`does not listen. Publish it: ${url}/workflow/q`);
		expect(text).not.toContain('‼️');
	});

	it('promises no answer where the user removed that workflow', () => {
		expect(guide()).not.toContain('❓');
		expect(guide()).toContain(`${url}/home/workflows`);
	});
});
