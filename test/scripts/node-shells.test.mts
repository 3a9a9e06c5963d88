import { describe, expect, it } from '@jest/globals';
import { transformSync } from 'esbuild';

import { nodeShells } from '../../scripts/build/node-shells.mts';

const CODE = `
	exports.Node = class {
		description = { name: 'node', properties: [{ name: 'a', default: '“quoted” \\'x\\' \\u2028', hint: undefined }] };
		methods = { loadOptions: { async list() { return [this.account]; } } };
		webhookMethods = { default: { async delete() { return this.isThere; } } };
		async execute(item) { return [this.account, item]; }
		webhook() { throw new Error('as the node does'); }
	};
`;

interface TestNode {
	description: unknown;
	methods: { loadOptions: { list(this: object): Promise<unknown> } };
	webhookMethods: { default: { delete(this: object): Promise<unknown> } };
	execute(this: object, item: number): Promise<unknown>;
	webhook(this: object): unknown;
}

type Require = (path: string) => unknown;

function evaluate(source: string, require: Require): Record<string, new () => TestNode> {
	const exports = {};
	new Function('exports', 'require', source)(exports, require);
	return exports;
}

/** A node, its shell, and which files the shell loaded. */
function shellOf(code: string) {
	const loaded: string[] = [];
	const { Node } = evaluate(code, () => undefined);
	if (Node === undefined) throw new Error('The code exports no Node.');
	const { code: source } = transformSync(nodeShells({ Node }, './code.js'), { format: 'cjs' });
	const require: Require = (path) => {
		loaded.push(path);
		return { Node };
	};
	const { Node: Shell } = evaluate(`const module = {};${source};Object.assign(exports, module.exports);`, require);
	if (Shell === undefined) throw new Error('There is no shell.');
	return { Node, Shell, loaded };
}

describe('what n8n loads of a node when it starts', () => {
	it('has the description of the node', () => {
		const { Shell, Node } = shellOf(CODE);
		expect(new Shell().description).toEqual(new Node().description);
	});

	it('gives each instance a description of its own', () => {
		const { Shell } = shellOf(CODE);
		expect(new Shell().description).not.toBe(new Shell().description);
	});

	it('has functions where the node has them, and no others', () => {
		const { Shell } = shellOf(CODE);
		expect(new Shell()).toEqual({
			description: expect.anything(),
			methods: { loadOptions: { list: expect.any(Function) } },
			webhookMethods: { default: { delete: expect.any(Function) } },
		});
		expect(Object.getOwnPropertyNames(Shell.prototype).sort()).toEqual(['constructor', 'execute', 'webhook']);
	});

	it('loads no code before a function is called, and then once', async () => {
		const { Shell, loaded } = shellOf(CODE);
		const node = new Shell();
		expect(loaded).toEqual([]);
		await node.execute.call({ account: 'mine' }, 1);
		await node.methods.loadOptions.list.call({ account: 'mine' });
		expect(loaded).toEqual(['./code.js']);
	});

	it('passes on what n8n gives, and gives back what the node does', async () => {
		const node = new (shellOf(CODE).Shell)();
		expect(await node.execute.call({ account: 'mine' }, 1)).toEqual(['mine', 1]);
		expect(await node.methods.loadOptions.list.call({ account: 'mine' })).toEqual(['mine']);
		expect(await node.webhookMethods.default.delete.call({ isThere: true })).toBe(true);
		expect(() => node.webhook.call({})).toThrow('as the node does');
	});
});

describe('a node is refused whose', () => {
	it.each([
		['description holds a function', { description: { properties: [{ default: () => 1 }] } }, 'more than data, at “default”'],
		['description holds a date', { description: { since: new Map() } }, 'more than data, at “since”'],
		['description holds a number that JSON lacks', { description: { version: Infinity } }, 'more than data, at “version”'],
		['field is no function', { description: {}, methods: { loadOptions: 5 } }, 'neither a function nor an object'],
	])('%s', (_, fields, sentence) => {
		class Node {
			constructor() {
				Object.assign(this, fields);
			}
		}
		expect(() => nodeShells({ Node }, './code.js')).toThrow(sentence);
	});
});
