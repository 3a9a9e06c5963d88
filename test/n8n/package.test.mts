import { beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeHelpers, type INodeProperties, type INodeType } from 'n8n-workflow';

import { PROVIDERS } from '../../core/providers/registry.ts';
import { loadPackage, PACKAGE_ROOT, type BuiltPackage } from '../harness/n8n/package.mts';
import { packageNode } from '../harness/n8n/workflow.mts';

const manifest: { files: string[]; n8n: { nodes: string[]; credentials: string[] } } = JSON.parse(
	readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8'),
);

let built: BuiltPackage;
beforeAll(async () => {
	built = await loadPackage();
});

const NODES = ['sendTapback', 'askForTapback', 'inboundTapback'] as const;

/** The fields of a panel, and those of each collection in it. */
function listsOf(properties: INodeProperties[]): INodeProperties[][] {
	const collections = properties.filter(({ type }) => type === 'collection').map(({ options = [] }) => options as INodeProperties[]);
	return [properties, ...collections.flatMap(listsOf)];
}

describe('the built package', () => {
	it('holds the three nodes and a credential type for each provider', () => {
		expect(built.loader.types.nodes.map(({ name }) => name)).toEqual(NODES);
		expect(built.loader.types.credentials.map(({ name }) => name)).toEqual(PROVIDERS.map(({ credential }) => credential.typeName));
	});

	it('holds every file that package.json lists for n8n, below what is published', () => {
		for (const file of [...manifest.n8n.nodes, ...manifest.n8n.credentials]) {
			expect(existsSync(join(PACKAGE_ROOT, file))).toBe(true);
			expect(manifest.files.some((published) => file.startsWith(`${published}/`))).toBe(true);
		}
	});

	it('names each credential type after its class, as n8n finds it', () => {
		for (const { credential } of PROVIDERS) expect(built.credentialType(credential.typeName).name).toBe(credential.typeName);
	});
});

describe.each(NODES)('%s', (name) => {
	it('brings its codex file along', () => {
		expect(built.nodeType(name).description.codex).toMatchObject({
			categories: name === 'askForTapback' ? ['Communication', 'HITL'] : ['Communication'],
			resources: { primaryDocumentation: [{ url: expect.stringMatching(/^https:/) }] },
		});
	});

	it('has an icon for light and for dark that are in the package, and differ', () => {
		const { iconUrl } = built.nodeType(name).description;
		if (typeof iconUrl !== 'object') throw new Error('There is no pair of icons.');
		const [light, dark] = [iconUrl.light, iconUrl.dark].map((url) =>
			readFileSync(join(PACKAGE_ROOT, url.replace('icons/n8n-nodes-tapback/', '')), 'utf8'),
		);
		expect(light).toMatch(/^<svg/);
		expect(dark).toMatch(/^<svg/);
		expect(light).not.toBe(dark);
		expect([iconUrl.light, iconUrl.dark].every((url) => url.startsWith('icons/n8n-nodes-tapback/dist/icons/'))).toBe(true);
	});

	it('hangs a field on others of its list, or on a path from the root, as n8n 2.8 asks', () => {
		for (const list of listsOf(built.nodeType(name).description.properties)) {
			const names = list.map((property) => property.name);
			const dependencies = list.flatMap(({ displayOptions = {} }) => Object.values(displayOptions).flatMap((rule) => Object.keys(rule)));
			for (const dependency of dependencies) expect([...names, '/', '@']).toContain(/^[/@]/.exec(dependency)?.[0] ?? dependency);
		}
	});

	it('has a slot for each provider’s credential, required', () => {
		const { credentials = [] } = built.nodeType(name).description;
		expect(credentials.map((slot) => [slot.name, slot.required])).toEqual(PROVIDERS.map(({ credential }) => [credential.typeName, true]));
	});

	it('has a subtitle that tells what it does', () => {
		expect(built.nodeType(name).description.subtitle).toMatch(/^=\{\{.+\}\}$/);
	});

	it('begins with Linq, which asks for the fewest fields', () => {
		const { description } = built.nodeType(name);
		const parameters = NodeHelpers.getNodeParameters(description.properties, {}, true, false, null, description);
		expect(parameters).toMatchObject({ provider: 'linq' });
	});
});

describe('the icons', () => {
	it.each(['light', 'dark'] as const)('are another for each node, in %s', (theme) => {
		const urls = NODES.map((name) => {
			const { iconUrl } = built.nodeType(name).description;
			return typeof iconUrl === 'object' ? iconUrl[theme] : iconUrl;
		});
		expect(new Set(urls).size).toBe(NODES.length);
	});
});

describe('the AI tool', () => {
	const toolOf = (name: string) => {
		const { usableAsTool } = built.nodeType(name).description;
		return typeof usableAsTool === 'object' ? usableAsTool.replacements?.description : undefined;
	};

	it('is what acts, and not the trigger', () => {
		expect([toolOf('sendTapback'), toolOf('askForTapback')]).toEqual([expect.any(String), expect.any(String)]);
		expect(built.nodeType('inboundTapback').description.usableAsTool).toBeUndefined();
	});

	it('tells a model what it may fill in, and what it may not', () => {
		expect(toolOf('sendTapback')).toMatch(/love ❤️, like 👍.+never make one up/);
		expect(toolOf('askForTapback')).toMatch(/Who is asked and who may answer is not for you to choose/);
	});

	it.each([
		['sendTapback', /Message ID/],
		['askForTapback', /who is asked and who may answer/],
	])('tells who sets %s up as a tool what not to leave to the model', (name, what) => {
		const notice = built.nodeType(name).description.properties.find((property) => property.name === 'toolNotice');
		expect(notice).toMatchObject({ type: 'notice', displayName: expect.stringMatching(what) });
		expect(notice?.displayOptions?.show?.['@tool']).toEqual([true]);
	});

	it('takes a reaction as a text, which a model can fill in without an expression', () => {
		const { description } = built.nodeType('sendTapback');
		const shown = ['sendTapback', 'sendTapbackTool'].map((name) => {
			const asType = { ...description, name };
			const parameters = { operation: 'add', reaction: 'emoji' };
			const node = { ...packageNode(built, 'sendTapback', { parameters }), type: `n8n-nodes-tapback.${name}` };
			const fields = description.properties.filter((property) => ['reaction', 'emoji'].includes(property.name));
			return fields
				.filter((field) => NodeHelpers.displayParameter(parameters, field, node, asType))
				.map((field) => [field.name, field.type]);
		});
		expect(shown).toEqual([
			[
				['reaction', 'options'],
				['emoji', 'string'],
			],
			[['reaction', 'string']],
		]);
	});

	it.each([
		['sendTapback', ['operation', 'messageId', 'reaction', 'emoji', 'fromNumber', 'conversationId']],
		['askForTapback', ['operation', 'message', 'to', 'messageId', 'messageText', 'from', 'decidedBy', 'waitAmount']],
	])('tells a model what each field of %s takes', (type, names) => {
		const { properties } = built.nodeType(type).description;
		const described = properties.filter(({ name }) => names.includes(name));
		expect(new Set(described.map(({ name }) => name)).size).toBe(names.length);
		for (const { name, description, options = [] } of described) {
			const explained = [description, ...options.map((option) => ('description' in option ? option.description : undefined))];
			expect([name, explained.some((text) => (text?.length ?? 0) > 20)]).toEqual([name, true]);
		}
	});
});

describe('the trigger', () => {
	const trigger = (): INodeType => built.nodeType('inboundTapback');

	it('is a trigger without an input, with one webhook for POST', () => {
		const { group, inputs, outputs, webhooks } = trigger().description;
		expect({ group, inputs, outputs }).toEqual({ group: ['trigger'], inputs: [], outputs: ['main'] });
		expect(webhooks).toEqual([
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', responseData: 'noData', path: 'tapback' },
		]);
	});

	it('says in its own words what starts it, everywhere in the editor that it may', () => {
		const { eventTriggerDescription, activationMessage, triggerPanel } = trigger().description;
		expect(eventTriggerDescription).toBe('Tap back on a message in Messages');
		expect(activationMessage).toContain('taps back on a message');
		const texts = typeof triggerPanel === 'object' ? [triggerPanel.executionsHelp, triggerPanel.activationHint] : [];
		expect(texts).toEqual([
			{ active: expect.stringMatching(/tap back on a message/i), inactive: expect.stringMatching(/tap back on a message/i) },
			{ active: expect.stringMatching(/taps back/), inactive: expect.stringMatching(/Tap back on a message/) },
		]);
	});

	it('can find, register and remove its webhook', () => {
		expect(Object.keys(trigger().webhookMethods?.default ?? {}).sort()).toEqual(['checkExists', 'create', 'delete']);
	});
});

describe('the node that asks', () => {
	const asking = (): INodeType => built.nodeType('askForTapback');

	it('has one webhook for a run that waits, at the node’s own id, and one for answers, of published workflows only', () => {
		const { group, inputs, outputs, webhooks } = asking().description;
		expect({ group, inputs, outputs }).toEqual({ group: ['output'], inputs: ['main'], outputs: ['main'] });
		expect(webhooks).toMatchObject([
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: '={{ $nodeId }}', restartWebhook: true, isFullPath: true },
			{ name: 'setup', httpMethod: '={{ $workflow.active ? "POST" : "" }}', path: 'tapback-answers', responseData: 'noData' },
		]);
		expect(Object.keys(asking().webhookMethods ?? {})).toEqual(['setup']);
	});

	it('is offered to agents as a human in the loop: by an operation of that name, and webhooks', () => {
		const operation = asking().description.properties.find(({ name }) => name === 'operation');
		expect(operation?.options).toEqual(expect.arrayContaining([expect.objectContaining({ value: 'sendAndWait' })]));
	});
});
