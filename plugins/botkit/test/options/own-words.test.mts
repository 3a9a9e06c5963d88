import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

import { PROVIDERS } from '../../../../core/index.ts';
import { inOwnWords } from '../../src/options/own-words.mts';
import { ALL, errorOf, useHarness } from '../harness/bots.mts';

/** Titles of n8n's forms, and what only n8n has. */
const N8N =
	/\bcredential\b|\bBase URL\b|\bMessage ID\b|\bPart Index\b|\bFrom Number\b|\bAPI (?:Key|Token|Secret)|\bSigning Secret\b|\bfield Emoji\b|\bReaction\b(?! (?:“|is ))|\bConversation ID\b|\bAgent ID\b|\bIdentity ID\b|\b(?:un)?publish\b|\bworkflow|\bnode\b|\bexecution|\bn8n\b/;

const harness = useHarness();

const CORE = join(process.cwd(), 'core');
const coreFiles = readdirSync(CORE, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));

/** The texts of a source file that are sentences; what is filled in at run time is `“…”`. */
function sentencesOf(path: string): string[] {
	const source = ts.createSourceFile(path, readFileSync(join(CORE, path), 'utf8'), ts.ScriptTarget.ES2022, true);
	const found: string[] = [];
	function visit(node: ts.Node): void {
		if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) found.push(node.text);
		if (ts.isTemplateExpression(node)) found.push([node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('“…”'));
		ts.forEachChild(node, visit);
	}
	visit(source);
	return found.filter((text) => / .*[.!?]/.test(text));
}

describe('errors speak of options', () => {
	it('in every sentence that is written down in core', () => {
		const sentences = coreFiles.flatMap(sentencesOf);
		expect(sentences.filter((sentence) => N8N.test(sentence)).length).toBeGreaterThan(30);
		expect(sentences.map(inOwnWords).filter((sentence) => N8N.test(sentence))).toEqual([]);
	});

	it.each(ALL)('in every rule of %s', (_name, { errors, messages }) => {
		const rules = [...errors.rules, ...messages.errorRules];
		expect(rules.length).toBeGreaterThan(3);
		for (const { hint } of rules) expect(inOwnWords(hint)).not.toMatch(N8N);
	});

	it.each(ALL)('in every reason of a capability of %s', (_name, { capabilities }) => {
		for (const capability of Object.values(capabilities)) {
			if (typeof capability === 'object' && 'reason' in capability) expect(inOwnWords(capability.reason)).not.toMatch(N8N);
		}
	});

	it.each(ALL)('in what %s is told before the network', async (_name, provider) => {
		const { plugin } = harness.bot(provider, { fields: {} });
		const { id } = harness.message(provider);
		const calls: Array<() => Promise<unknown>> = [
			async () => await plugin.api.send('', 'love'),
			async () => await plugin.api.send('no such id!', 'love'),
			async () => await plugin.api.send(id, 'lovee'),
			async () => await plugin.api.send(id, ''),
			async () => await plugin.api.send(id, '🔥🔥'),
			async () => await plugin.api.send(`p:1/${id}`, 'love', { partIndex: 2 }),
		];
		for (const call of calls) {
			const error = await errorOf(call());
			expect(error.message).not.toMatch(N8N);
		}
	});

	it.each(ALL)('where the key of %s is wrong, or something else answers', async (_name, provider) => {
		const { id } = harness.message(provider);
		const { credentials, ...options } = harness.options(provider);
		const wrong = Object.fromEntries(Object.keys(credentials).map((name) => [name, 'wrong']));
		for (const given of [
			{ ...wrong, baseUrl: credentials.baseUrl },
			{ ...credentials, baseUrl: await harness.serve((_request, response) => void response.end('<html>')) },
		]) {
			const { plugin } = harness.bot(provider, { ...options, credentials: Object.assign({}, credentials, given) });
			// What isn't known whether it was done is no error, and has a reason.
			const told = await plugin.api.send(id, 'love').then(
				({ reason }) => String(reason),
				(error: unknown) => String(error),
			);
			expect(told).toMatch(/credentials/);
			expect(told).not.toMatch(N8N);
		}
	});

	it('and name what a key is given by', () => {
		expect(inOwnWords('Check the key in the credential.')).toBe('Check the option credentials.');
	});

	it('and leave what the provider said as it said it', () => {
		expect(inOwnWords('It answered 400: “Message ID”. Check Message ID.')).toBe('It answered 400: “Message ID”. Check messageId.');
		expect(PROVIDERS.length).toBeGreaterThan(0);
	});
});
