import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { seedExamples } from '../../host/demo-workflows.mts';
import type { N8nClient } from '../../host/n8n/api/client.mts';
import type { WorkflowInput } from '../../host/n8n/api/workflow.mts';

const EXAMPLE = {
	name: 'Answer a tapback',
	nodes: [{ id: '1', name: 'Start', type: 'n8n-nodes-base.webhook', typeVersion: 1, position: [0, 0], parameters: {} }],
	connections: {},
};

let base: string;
let stateFile: string;
let lines: string[];
let stored: Map<string, { id: string; name: string; active: boolean }>;

beforeEach(() => {
	base = mkdtempSync(join(tmpdir(), 'tapback-examples-'));
	mkdirSync(join(base, 'examples'));
	writeFileSync(join(base, 'examples', 'answer.json'), JSON.stringify(EXAMPLE));
	stateFile = join(base, 'examples.json');
	lines = [];
	stored = new Map();
});
afterEach(() => rmSync(base, { recursive: true }));

/** As much of n8n as the examples need. */
function fakeClient(onActivate = () => undefined): N8nClient {
	const shown = (id: string) => ({ nodes: [], ...stored.get(id) });
	const calls = {
		workflows: async () => [...stored.values()],
		workflow: async (id: string) => shown(id),
		hasTrigger: async () => true,
		async createWorkflow({ name }: { name: string }) {
			const id = `w${stored.size + 1}`;
			stored.set(id, { id, name, active: false });
			return shown(id);
		},
		async updateWorkflow(id: string) {
			return shown(id);
		},
		async activate(id: string) {
			onActivate();
			Object.assign(stored.get(id) ?? {}, { active: true });
		},
	};
	return calls as unknown as N8nClient;
}

const seed = (client = fakeClient()) =>
	seedExamples(client, { directory: join(base, 'examples'), stateFile, credentials: [], log: (line) => lines.push(line) });
const workflows = () => [...stored.values()].map(({ name, active }) => [name, active]);

describe('the example workflows', () => {
	it('are made and activated once', async () => {
		await seed();
		await seed();
		expect(workflows()).toEqual([[EXAMPLE.name, true]]);
	});

	it.each([
		{ what: 'empty', content: '' },
		{ what: 'cut', content: '{"answer.json":{"workflowId":"w1","fi' },
		{ what: 'of another form', content: '[1]' },
	])('stay as they are where examples.json is $what, which is said', async ({ content }) => {
		await seed();
		Object.assign(stored.get('w1') ?? {}, { active: false });
		writeFileSync(stateFile, content);
		await seed();
		expect(workflows()).toEqual([[EXAMPLE.name, false]]);
		expect(lines).toEqual([expect.stringMatching(/examples\.json is damaged \(.+\): the examples that are in n8n stay as they are\.$/)]);
	});

	it('are remembered again after that', async () => {
		writeFileSync(stateFile, '');
		await seed();
		expect(JSON.parse(readFileSync(stateFile, 'utf8'))).toMatchObject({ 'answer.json': { workflowId: 'w1' } });
	});

	it('are activated by the next start where one was cut off before it', async () => {
		const cutOff = () => {
			throw new Error('killed');
		};
		await seed(fakeClient(cutOff));
		await seed();
		expect(workflows()).toEqual([[EXAMPLE.name, true]]);
	});

	it('are not made twice where one was cut off before it was remembered', async () => {
		stored.set('w1', { id: 'w1', name: EXAMPLE.name, active: false });
		await seed();
		expect(workflows()).toEqual([[EXAMPLE.name, true]]);
	});

	it('lead from a form that is sent to the phone, and are else as the file says', async () => {
		const options = { path: 'book', respondWithOptions: { values: { respondWith: 'text', formSubmittedText: 'It was asked.' } } };
		const form = { ...EXAMPLE.nodes[0], type: 'n8n-nodes-base.formTrigger', parameters: { formTitle: 'Book', options } };
		writeFileSync(join(base, 'examples', 'answer.json'), JSON.stringify({ ...EXAMPLE, nodes: [form, ...EXAMPLE.nodes] }));
		const made: WorkflowInput[] = [];
		const client = fakeClient();
		const create = client.createWorkflow;
		client.createWorkflow = async (input) => {
			made.push(input);
			return await create(input);
		};
		const phoneUrl = 'http://127.0.0.1:4747';
		await seedExamples(client, { directory: join(base, 'examples'), stateFile, credentials: [], phoneUrl, log: () => undefined });
		const redirect = { values: { respondWith: 'redirect', redirectUrl: phoneUrl } };
		expect(made[0]?.nodes.map(({ parameters }) => parameters)).toEqual([
			{ formTitle: 'Book', options: { path: 'book', respondWithOptions: redirect } },
			{},
		]);
	});

	it('are remembered in a file that the user alone can read', async () => {
		await seed();
		expect(statSync(stateFile).mode & 0o777).toBe(0o600);
	});
});
