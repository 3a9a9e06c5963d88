import { describe, expect, it } from '@jest/globals';

import { PROVIDERS } from '../../core/registry.ts';
import { readRepositoryFile, repositoryFiles } from './files.mts';
import { findBreaches } from './import-rules.mts';

const VENDOR_NAMES = PROVIDERS.flatMap(({ id, name }) => [id, name]);

const breachesIn = (path: string, source: string) => findBreaches([{ path, source }], VENDOR_NAMES);

describe('the house', () => {
	const files = repositoryFiles(/\.m?ts$/).map((path) => ({ path, source: readRepositoryFile(path) }));

	it('is read whole', () => {
		for (const under of [
			'core/providers/',
			'core/flows/',
			'nodes/SendTapback/',
			'nodes/InboundTapback/',
			'nodes/shared/',
			'plugins/botkit/src/',
			'test/',
			'scripts/',
		]) {
			expect(files.filter(({ path }) => path.startsWith(under)).length).toBeGreaterThan(1);
		}
	});

	it('keeps its rules', () => expect(findBreaches(files, VENDOR_NAMES)).toEqual([]));
});

describe('the checker sees red where', () => {
	it.each([
		['a provider imports another', 'core/providers/a.ts', "import { b } from './b'", '(provider) imports core/providers/b (provider)'],
		[
			'a provider imports the registry',
			'core/providers/a.ts',
			"import { PROVIDERS } from '../registry'",
			'imports core/registry (registry)',
		],
		['a provider imports a flow', 'core/providers/a.ts', "import { x } from '../flows/toggle'", 'imports core/flows/toggle (flow)'],
		['a provider imports the door', 'core/providers/a.ts', "import { x } from '../index'", 'imports core/index (door)'],
		['a provider imports the door by its folder', 'core/providers/a.ts', "import { x } from '..'", 'imports core/index (door)'],
		['a provider imports a host', 'core/providers/a.ts', "import { x } from '../../nodes/shared/titles'", 'imports nodes/shared/titles'],
		[
			'a flow imports a provider file',
			'core/flows/a.ts',
			"import { linq } from '../providers/linq'",
			'(flow) imports core/providers/linq (provider)',
		],
		[
			'a flow imports a vendor’s messages',
			'core/flows/a.ts',
			"import { linqMessages } from '../messages/linq'",
			'(flow) imports core/messages/linq (messages)',
		],
		[
			'a vendor’s messages import those of another',
			'core/messages/a.ts',
			"import { b } from './b'",
			'(messages) imports core/messages/b (messages)',
		],
		['a flow imports the door', 'core/flows/a.ts', "import { x } from '..'", 'imports core/index (door)'],
		[
			'the vocabulary imports a provider',
			'core/vocabulary.ts',
			"import { linq } from './providers/linq'",
			'(base) imports core/providers/linq',
		],
		['the signature imports the registry', 'core/signature.ts', "import { PROVIDERS } from './registry'", '(base) imports core/registry'],
		['the client imports a flow', 'core/client.ts', "import { x } from './flows/toggle'", '(base) imports core/flows/toggle'],
		['the registry imports a flow', 'core/registry.ts', "import { x } from './flows/toggle'", '(registry) imports core/flows/toggle'],
		['only a type is imported', 'core/vocabulary.ts', "import type { A } from './registry'", 'imports core/registry'],
		['something is exported from elsewhere', 'core/vocabulary.ts', "export * from './registry'", 'imports core/registry'],
		['an import stands in a type', 'core/vocabulary.ts', "type A = typeof import('./registry')", 'imports core/registry'],
		['an import is dynamic', 'core/vocabulary.ts', "const a = async () => await import('./registry')", 'imports core/registry'],
		[
			'an import is by require',
			'nodes/shared/a.ts',
			"const a = require('../SendTapback/run-items')",
			'imports nodes/SendTapback/run-items',
		],
		['an import is computed', 'nodes/shared/a.ts', 'const a = import(`../${b}`)', 'name is computed'],
		[
			'a node imports a provider file',
			'nodes/SendTapback/a.ts',
			"import { x } from '../../core/providers/x'",
			'(nodes/SendTapback) imports core/providers/x (provider)',
		],
		['a node goes past the door', 'nodes/SendTapback/a.ts', "import { x } from '../../core/errors'", 'imports core/errors (base)'],
		['a node imports another', 'nodes/SendTapback/a.ts', "import { x } from '../InboundTapback/once'", 'imports nodes/InboundTapback/once'],
		[
			'the shared folder imports a node',
			'nodes/shared/a.ts',
			"import { x } from '../SendTapback/run-items'",
			'(nodes/shared) imports nodes/SendTapback/run-items',
		],
		[
			'a node imports a plugin',
			'nodes/SendTapback/a.ts',
			"import { x } from '../../plugins/botkit/src/a.mts'",
			'imports plugins/botkit/src/a',
		],
		[
			'a plugin imports a node',
			'plugins/botkit/src/a.mts',
			"import { x } from '../../../nodes/shared/toggle-memory.ts'",
			'(plugins/botkit) imports nodes/shared/toggle-memory',
		],
		[
			'a plugin imports a provider file',
			'plugins/botkit/src/a.mts',
			"import { x } from '../../../core/providers/x.ts'",
			'(plugins/botkit) imports core/providers/x',
		],
		['a plugin imports another', 'plugins/botkit/src/a.mts', "import { x } from '../../other/src/a.mts'", 'imports plugins/other/src/a'],
		['a plugin imports n8n', 'plugins/botkit/src/a.mts', "import { x } from 'n8n-workflow'", 'imports the package n8n-workflow'],
		['a credential imports the core', 'credentials/A.credentials.ts', "import { x } from '../core'", 'imports'],
		['the core imports a package', 'core/client.ts', "import axios from 'axios'", 'imports the package axios'],
		['the core imports n8n', 'core/client.ts', "import type { INode } from 'n8n-workflow'", 'imports the package n8n-workflow'],
		['the core imports another module of Node', 'core/client.ts', "import { readFileSync } from 'node:fs'", 'imports the package node:fs'],
		['the core imports crypto without node:', 'core/client.ts', "import { createHmac } from 'crypto'", 'imports the package crypto'],
		[
			'the core takes chance from node:crypto',
			'core/client.ts',
			"import { randomUUID } from 'node:crypto'",
			'imports randomUUID of node:crypto',
		],
		['the core takes all of node:crypto', 'core/client.ts', "import * as c from 'node:crypto'", 'imports all of node:crypto'],
		['a node imports a package', 'nodes/shared/a.ts', "import axios from 'axios'", 'imports the package axios'],
		['a node names a vendor', 'nodes/shared/a.ts', "const a = provider.id === 'sendblue'", 'names the vendor sendblue'],
		['a node names a vendor in a comment', 'nodes/shared/a.ts', '// AgentPhone is special', 'names the vendor agentphone'],
		['a plugin names a vendor', 'plugins/botkit/src/a.mts', "const a = 'Tuco'", 'names the vendor tuco'],
		['a test is .ts', 'test/unit/a.test.ts', '', 'name it .mts'],
		['a script is .ts', 'scripts/a.ts', '', 'name it .mts'],
		['a plugin is .ts', 'plugins/botkit/src/a.ts', '', 'name it .mts'],
		['the core is .mts', 'core/a.mts', '', 'name it .ts'],
		['a node is .mts', 'nodes/shared/a.mts', '', 'name it .ts'],
	])('%s', (_what, path, source, breach) => {
		expect(breachesIn(path, source)).toEqual([expect.stringContaining(breach)]);
	});

	it.each([
		'setTimeout(a, 1)',
		'setInterval(a, 1)',
		'const wait = setTimeout',
		'process.env.A',
		'const { env } = process',
		"console.log('a')",
		"fetch('https://x')",
		'globalThis.a',
		'performance.now()',
		'crypto.getRandomValues(a)',
		'Date.now()',
		'new Date()',
		'new Date',
		'Date()',
		'const { now } = Date',
		'const clock = Date.now',
		'Math.random()',
		'const { random } = Math',
		'a({ now: Date.now })',
	])('the core has %s', (source) => expect(breachesIn('core/a.ts', source)).not.toEqual([]));
});

describe('the checker sees nothing wrong where', () => {
	it.each([
		[
			'core/providers/a.ts',
			"import { z } from 'zod'; import { createHash } from 'node:crypto'; import { x } from '../errors'; import type { Provider } from '../provider'",
		],
		['core/flows/a.ts', "import { x } from '../client'; import { y } from './toggle'; import { PROVIDERS } from '../registry'"],
		['core/registry.ts', "import { a } from './providers/a'"],
		['core/index.ts', "export { x } from './flows/toggle'; export { y } from './registry'"],
		['core/a.ts', 'new Date(receivedAt).toISOString(); Date.parse(text); Date.UTC(2026, 0); let at: Date; Math.max(1, 2)'],
		[
			'core/a.ts',
			'a.fetch(); const b = { process: 1, console: 2 }; interface C { fetch(): void; process: string } const { console: d } = b;',
		],
		['core/a.ts', "// console.log('a')\nconst text = 'process.env';"],
		[
			'nodes/SendTapback/a.ts',
			"import { x } from '../../core'; import { y } from '../shared/titles'; import { z } from './run-items'; import { randomBytes } from 'node:crypto'",
		],
		['nodes/InboundTapback/a.ts', "import { x } from '../../core/index'"],
		['plugins/botkit/src/a.mts', "import axios from 'axios'; import { x } from '../../../core/index.ts'; import { y } from './b.mts'"],
		['plugins/botkit/test/a.test.mts', "import { linq } from '../../../core/providers/linq.ts'"],
		['test/unit/a.test.mts', "import { linq } from '../../core/providers/linq.ts'; console.log(Date.now())"],
	])('%s has: %s', (path, source) => expect(breachesIn(path, source)).toEqual([]));
});
