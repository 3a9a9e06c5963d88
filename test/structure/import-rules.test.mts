import { describe, expect, it } from '@jest/globals';

import { PROVIDERS } from '../../core/providers/registry.ts';
import { readRepositoryFile, repositoryFiles } from './files.mts';
import { findBreaches } from './import-rules.mts';

const VENDOR_NAMES = PROVIDERS.flatMap(({ id, name }) => [id, name]);

const breachesIn = (path: string, source: string) => findBreaches([{ path, source }], VENDOR_NAMES);

describe('the repository', () => {
	const files = repositoryFiles(/\.m?ts$/).map((path) => ({ path, source: readRepositoryFile(path) }));

	it('is read whole', () => {
		for (const under of [
			'core/providers/',
			'core/tapbacks/',
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
		['a provider imports another', 'core/providers/a/index.ts', '../b', '(core/providers/*) imports core/providers/b (core/providers/*)'],
		[
			'a provider imports the messages of another',
			'core/providers/a/messages.ts',
			'../b/messages',
			'(core/providers/*) imports core/providers/b/messages (core/providers/*)',
		],
		['a provider imports the registry', 'core/providers/a/index.ts', '../registry', 'imports core/providers/registry'],
		[
			'a provider imports what a host calls',
			'core/providers/a/index.ts',
			'../../tapbacks/toggle',
			'imports core/tapbacks/toggle (core/tapbacks)',
		],
		['a provider imports the entry point', 'core/providers/a/index.ts', '../../index', 'imports core/index'],
		['a provider imports the entry point by its folder', 'core/providers/a/index.ts', '../..', 'imports core/index'],
		['a provider imports a host', 'core/providers/a/index.ts', '../../../nodes/shared/titles', 'imports nodes/shared/titles'],
		[
			'the interface imports a provider',
			'core/providers/provider.ts',
			'./linq',
			'(core/providers) imports core/providers/linq (core/providers/*)',
		],
		[
			'what a host calls imports a provider',
			'core/tapbacks/a.ts',
			'../providers/linq',
			'(core/tapbacks) imports core/providers/linq (core/providers/*)',
		],
		[
			'what a host calls imports a vendor’s messages',
			'core/tapbacks/a.ts',
			'../providers/linq/messages',
			'(core/tapbacks) imports core/providers/linq/messages (core/providers/*)',
		],
		['what a host calls imports the entry point', 'core/tapbacks/a.ts', '..', 'imports core/index'],
		['the model imports a provider', 'core/model/reaction.ts', '../providers/linq', '(core/model) imports core/providers/linq'],
		[
			'the signature imports the registry',
			'core/webhook/signature.ts',
			'../providers/registry',
			'(core/webhook) imports core/providers/registry',
		],
		['the client imports what a host calls', 'core/http/client.ts', '../tapbacks/toggle', '(core/http) imports core/tapbacks/toggle'],
		[
			'the registry imports what a host calls',
			'core/providers/registry.ts',
			'../tapbacks/toggle',
			'(core/providers/registry) imports core/tapbacks/toggle',
		],
		[
			'a node imports a provider file',
			'nodes/SendTapback/a.ts',
			'../../core/providers/x',
			'(nodes/SendTapback) imports core/providers/x (core/providers/*)',
		],
		['a node goes past the entry point', 'nodes/SendTapback/a.ts', '../../core/model/errors', 'imports core/model/errors'],
		['a node imports another', 'nodes/SendTapback/a.ts', '../InboundTapback/once', 'imports nodes/InboundTapback/once'],
		[
			'the shared folder imports a node',
			'nodes/shared/a.ts',
			'../SendTapback/run-items',
			'(nodes/shared) imports nodes/SendTapback/run-items',
		],
		['a node imports a plugin', 'nodes/SendTapback/a.ts', '../../plugins/botkit/src/a.mts', 'imports plugins/botkit/src/a'],
		[
			'a plugin imports a node',
			'plugins/botkit/src/a.mts',
			'../../../nodes/shared/toggle-memory.ts',
			'(plugins/botkit) imports nodes/shared/toggle-memory',
		],
		[
			'a plugin imports a provider file',
			'plugins/botkit/src/a.mts',
			'../../../core/providers/x.ts',
			'(plugins/botkit) imports core/providers/x',
		],
		['a plugin imports another', 'plugins/botkit/src/a.mts', '../../other/src/a.mts', 'imports plugins/other/src/a'],
		['a plugin imports n8n', 'plugins/botkit/src/a.mts', 'n8n-workflow', 'imports the package n8n-workflow'],
		['a credential imports the core', 'credentials/A.credentials.ts', '../core', 'imports'],
		['the core imports another module of Node', 'core/http/client.ts', 'node:fs', 'imports the package node:fs'],
		['the core imports crypto without node:', 'core/http/client.ts', 'crypto', 'imports the package crypto'],
	])('%s', (_what, path, imported, breach) => {
		expect(breachesIn(path, `import { x } from '${imported}'`)).toEqual([expect.stringContaining(breach)]);
	});

	it.each([
		['only a type is imported', 'core/model/reaction.ts', "import type { A } from '../ask/rules'", 'imports core/ask/rules'],
		['something is exported from elsewhere', 'core/model/reaction.ts', "export * from '../ask/rules'", 'imports core/ask/rules'],
		['an import stands in a type', 'core/model/reaction.ts', "type A = typeof import('../ask/rules')", 'imports core/ask/rules'],
		['an import is dynamic', 'core/model/reaction.ts', "const a = async () => await import('../ask/rules')", 'imports core/ask/rules'],
		[
			'an import is by require',
			'nodes/shared/a.ts',
			"const a = require('../SendTapback/run-items')",
			'imports nodes/SendTapback/run-items',
		],
		['an import is computed', 'nodes/shared/a.ts', 'const a = import(`../${b}`)', 'name is computed'],
		['the core imports a package', 'core/http/client.ts', "import axios from 'axios'", 'imports the package axios'],
		['the core imports n8n', 'core/http/client.ts', "import type { INode } from 'n8n-workflow'", 'imports the package n8n-workflow'],
		[
			'the core takes chance from node:crypto',
			'core/http/client.ts',
			"import { randomUUID } from 'node:crypto'",
			'imports randomUUID of node:crypto',
		],
		['the core takes all of node:crypto', 'core/http/client.ts', "import * as c from 'node:crypto'", 'imports all of node:crypto'],
		['a node imports a package', 'nodes/shared/a.ts', "import axios from 'axios'", 'imports the package axios'],
		['a node names a vendor', 'nodes/shared/a.ts', "const a = provider.id === 'sendblue'", 'names the vendor sendblue'],
		['a node names a vendor in a comment', 'nodes/shared/a.ts', '// AgentPhone is special', 'names the vendor agentphone'],
		['a plugin names a vendor', 'plugins/botkit/src/a.mts', "const a = 'Tuco'", 'names the vendor tuco'],
		['a test is .ts', 'test/core/a.test.ts', '', 'name it .mts'],
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
			'core/providers/a/index.ts',
			"import { z } from 'zod'; import { createHash } from 'node:crypto'; import { x } from '../../model/errors'; import type { Provider } from '../provider'; import { b } from './messages'",
		],
		[
			'core/tapbacks/a.ts',
			"import { x } from '../http/client'; import { y } from './toggle'; import type { Provider } from '../providers/provider'",
		],
		['core/providers/registry.ts', "import { a } from './a'"],
		['core/index.ts', "export { x } from './tapbacks/toggle'; export { y } from './providers/registry'"],
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
		['plugins/botkit/test/a.test.mts', "import { linq } from '../../../core/providers/linq/index.ts'"],
		['test/core/a.test.mts', "import { linq } from '../../core/providers/linq/index.ts'; console.log(Date.now())"],
	])('%s has: %s', (path, source) => expect(breachesIn(path, source)).toEqual([]));
});
