import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { join } from 'node:path';

import { ROOT } from './files.mts';
import { EXPECTED, TWIN, copyWithTwin, type Copy } from './twin.mts';

jest.setTimeout(600_000);

const tool = (name: string) => join(ROOT, 'node_modules', '.bin', name);

/** What `npm run generate` writes for one more vendor. */
const GENERATED = [
	'README.md',
	`credentials/${TWIN.name}TapbackApi.credentials.ts`,
	'nodes/AskForTapback/AskForTapback.node.json',
	'nodes/InboundTapback/InboundTapback.node.json',
	'nodes/SendTapback/SendTapback.node.json',
	'package.json',
	'sandbox/src/providers/descriptions.mts',
	'test/contract/scenarios/all.mts',
];

describe('one more vendor, with everything that a real one has', () => {
	let copy: Copy;
	beforeAll(() => {
		copy = copyWithTwin();
		expect(copy.run(tool('tsx'), 'scripts/generate.mts')).toMatchObject({ isOk: true });
	});
	afterAll(() => copy.remove());

	it('needs two folders, a scenario, a page, a line in each registry, and what is generated', () => {
		expect(copy.changed()).toEqual([...EXPECTED, ...GENERATED].sort());
	});

	it.each(['tsconfig.json', 'tsconfig.test.json', 'sandbox/page/tsconfig.json', 'plugins/botkit'])('fits the types of %s', (project) => {
		expect(copy.run(tool('tsc'), '--noEmit', '-p', project)).toEqual({ isOk: true, output: '' });
	});

	it('keeps the contract, on the wire, in n8n, in its questions and on the page', () => {
		expect(copy.run(tool('tsx'), 'scripts/build.mts')).toMatchObject({ isOk: true });
		const inN8n = ['test/n8n/shared', 'test/n8n/InboundTapback', 'test/n8n/AskForTapback/(?:answers|one-webhook|visible-fields)'];
		const suites = ['test/contract', ...inN8n, 'sandbox/test/(?:delivery-faults|full|state|page)'];
		const { isOk, output } = copy.run(tool('jest'), ...suites, '--maxWorkers=1', '--testNamePattern', `${TWIN.name}|${TWIN.id}`);
		expect({ isOk, failed: output.match(/●.*/g) }).toEqual({ isOk: true, failed: null });
	});
});
