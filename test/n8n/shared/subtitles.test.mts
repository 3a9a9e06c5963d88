import { beforeAll, describe, expect, it } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { loadPackage, type BuiltPackage } from '../../harness/n8n/package.mts';
import { packageNode, workflowOf } from '../../harness/n8n/workflow.mts';

let built: BuiltPackage;
beforeAll(async () => {
	built = await loadPackage();
});

/** What stands below the node on the canvas, worked out as the editor does, before anything has run. */
function subtitleOf(type: string, parameters: INodeParameters): unknown {
	const node = packageNode(built, type, { parameters });
	const workflow = workflowOf(built, [node]);
	return workflow.expression.getSimpleParameterValue(node, built.nodeType(type).description.subtitle, 'internal', {});
}

describe('below Send Tapback stands', () => {
	it.each<[string, INodeParameters]>([
		['Linq: add 👍', {}],
		['Linq: add ❤️', { provider: 'linq', reaction: 'love' }],
		['Linq: remove 🔥', { provider: 'linq', operation: 'remove', reaction: 'emoji', emoji: '🔥' }],
		['Inkbox: get the tapbacks', { provider: 'inkbox', operation: 'get' }],
		['Inkbox: count the tapbacks', { provider: 'inkbox', operation: 'tally' }],
		['Tuco: add a tapback', { provider: 'tuco', reaction: '={{ $json.reaction }}' }],
		['Linq: add a tapback', { provider: 'linq', reaction: 'emoji', emoji: '={{ $("Before").item.json.emoji }}' }],
		['Linq: add a tapback', { provider: 'linq', reaction: "={{ $fromAI('reaction') }}", emoji: '🔥' }],
		['Linq: add a tapback', { provider: 'linq', reaction: 'emoji', emoji: '' }],
	])('%s', (subtitle, parameters) => expect(subtitleOf('sendTapback', parameters)).toBe(subtitle));
});

describe('below Ask for Tapback stands', () => {
	it.each<[string, INodeParameters]>([
		['Linq: ask', {}],
		['Linq: wait for a tapback', { provider: 'linq', operation: 'wait' }],
		['Sendblue: ask', { provider: 'sendblue', message: '={{ $("Before").item.json.text }}' }],
	])('%s', (subtitle, parameters) => expect(subtitleOf('askForTapback', parameters)).toBe(subtitle));
});

describe('below Inbound Tapback stands', () => {
	it.each<[string, INodeParameters]>([
		['Linq: added', {}],
		['Linq: added, removed', { provider: 'linq', events: ['added', 'removed'] }],
		['Sendblue: added 👍 👎', { provider: 'sendblue', reactions: ['like', 'dislike'] }],
		['Linq: removed emoji sticker', { provider: 'linq', events: ['removed'], reactions: ['emoji', 'sticker'] }],
		['Linq: tapbacks', { provider: 'linq', events: '={{ $vars.events }}', reactions: '={{ $vars.reactions }}' }],
	])('%s', (subtitle, parameters) => expect(subtitleOf('inboundTapback', parameters)).toBe(subtitle));
});
