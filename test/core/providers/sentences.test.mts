import { describe, expect, it } from '@jest/globals';

import { readResponse } from '../../../core/http/response.ts';
import { TapbackError } from '../../../core/model/errors.ts';
import { checkFields, checkTarget } from '../../../core/tapbacks/check-command.ts';
import type { Provider } from '../../../core/providers/provider.ts';
import { PROVIDERS } from '../../../core/providers/registry.ts';
import { sentenceOf } from '../../../core/model/hints.ts';
import { inboundTapbackProperties } from '../../../nodes/InboundTapback/panel/properties.ts';
import { sendTapbackProperties } from '../../../nodes/SendTapback/panel/properties.ts';
import { HINT_TEXTS as IN_N8N } from '../../../nodes/shared/errors/hint-texts.ts';
import { HINT_TEXTS as IN_BOTKIT } from '../../../plugins/botkit/src/options/hint-texts.mts';
import { NOW } from '../../harness/core/made-up.mts';
import { errorOf } from '../../harness/error-of.mts';

/** What a user may read of one provider: its advice as it stands behind an answer, its reasons, and what its fields say. */
async function sentencesOf(provider: Provider): Promise<string[]> {
	const answers = provider.errors.rules.map(async ({ status, providerCode, code, hint }) => {
		const rules = [{ status, code, hint }];
		const played = { ...provider, errors: { rules, read: () => ({ message: 'Sorry.', code: providerCode }) } };
		const { message } = await errorOf(() => readResponse(played, { status, headers: {}, body: '{}' }, NOW));
		return message;
	});
	const fields = Object.values(provider.fields)
		.flat()
		.flatMap((spec) => [
			async () => (await errorOf(() => checkFields(provider, [{ ...spec, required: true }], {}))).message,
			async () => (spec.format ? (await errorOf(() => checkFields(provider, [spec], { [spec.name]: 'a b' }))).message : 'It has none.'),
		]);
	const targets = ['', 'a b'].map(async (messageId) => (await errorOf(() => checkTarget(provider, { messageId }))).message);
	const reasons = Object.values(provider.capabilities).flatMap((capability) => (capability.level === 'yes' ? [] : [capability.reason]));
	return [...(await Promise.all([...answers, ...fields.map(async (say) => await say()), ...targets])), ...reasons];
}

/** What reads badly: said twice, broken off, straight quotes, a hint in brackets. */
const FLAWS: ReadonlyArray<[string, RegExp]> = [
	['two stops', /[.!?][”"]?\s?\.(?!\.)|[.:;,] ?[.:;,]/],
	['two spaces', / {2}/],
	['no stop at the end', /[^.]$/],
	['a small letter at the start', /^[a-z]/],
	['a colon after a colon in one sentence', /:[^.!?“”]*: [^.!?]*\.$/],
	['a straight apostrophe', /'/],
	['nothing where a word was', /undefined|null|\[object|“”/],
	['e.g. in brackets', /\(e\.g\./],
];

const flawsIn = (sentence: string) => FLAWS.flatMap(([name, pattern]) => (pattern.test(sentence) ? [`${name}: ${sentence}`] : []));

/** The titles of n8n's fields and options, as a user sees them. */
const TITLES = [...sendTapbackProperties, ...inboundTapbackProperties].flatMap(({ displayName, options }) => [
	displayName,
	...(options ?? []).flatMap((option) => ('displayName' in option ? [`Options → ${option.displayName}`] : [])),
]);

describe.each([...PROVIDERS])('what a user of $name may read', (provider) => {
	it('is whole sentences', async () => {
		expect((await sentencesOf(provider)).flatMap(flawsIn)).toEqual([]);
	});

	it('names fields by their titles, and leaves to the host what is its own', async () => {
		for (const sentence of await sentencesOf(provider)) {
			expect(sentence).not.toMatch(/(?:[Cc]heck|[Cc]hoose|[Gg]ive) (?:the |an? )?(?:message id|conversation id|from number)/);
			expect(sentence).not.toMatch(/Options →|Registration|[Ww]orkflow|n8n/);
		}
	});
});

describe('what to do about an error', () => {
	const sentences = [...Object.values(IN_N8N), ...Object.values(IN_BOTKIT)];

	it('is whole sentences in every host', () => expect(sentences.flatMap(flawsIn)).toEqual([]));

	it('names the options as n8n shows them', () => {
		const named = Object.values(IN_N8N).flatMap((sentence) => [...sentence.matchAll(/Options → [A-Z]\w+ [A-Z]\w+|Registration/g)].flat());
		expect(named).toContain('Options → Current Tapback');
		for (const title of named) expect(TITLES).toContain(title);
	});

	it('says nothing of n8n’s fields to others', () => {
		for (const sentence of Object.values(IN_BOTKIT)) expect(sentence).not.toMatch(/Options →|Registration|[Ww]orkflow|n8n|credential/);
	});

	it('stands behind what happened', () => {
		const error = new TapbackError('STATE_UNKNOWN', 'It isn’t known.', { hintKey: 'say-current-tapback' });
		expect(sentenceOf(error, IN_N8N)).toBe(`It isn’t known. ${IN_N8N['say-current-tapback']}`);
		expect(sentenceOf(new TapbackError('REFUSED', 'It was refused.'), IN_N8N)).toBe('It was refused.');
	});
});

describe('the flaws are seen in', () => {
	it.each([
		'Linq can’t do this..',
		'It said “no.”. Check it.',
		'It failed:. Check it.',
		'Check it',
		'check it.',
		'It is  so.',
		"It can't.",
		'ID “x” is malformed: give undefined.',
		'ID is malformed: a UUID (e.g. 1).',
		'X can’t remove: its API: no.',
	])('%s', (sentence) => expect(flawsIn(sentence)).not.toEqual([]));

	it.each(['Linq answered 400: “No.” Check it.', 'It must start with https://.', 'Check it: it may be so. Or: not.', 'Is it “a, b”? Yes.'])(
		'not in %s',
		(sentence) => expect(flawsIn(sentence)).toEqual([]),
	);
});
