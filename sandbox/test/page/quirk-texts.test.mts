import { beforeAll, describe, expect, it } from '@jest/globals';
import { defaultQuirks, quirkRows } from '../../page/settings/quirk-rows.mts';
import { descriptionOf } from '../../page/state/description-of.mts';
import type { ProviderOverview } from '../../src/index.mts';
import { PROVIDERS } from '../../src/providers/index.mts';
import { startTestSandbox } from '../harness/sandbox.mts';

describe.each(PROVIDERS)('the words for the quirks of $name', ({ id }) => {
	const texts = descriptionOf(id)?.quirks ?? {};
	let spec: ProviderOverview['quirkChoices'] = {};

	beforeAll(async () => {
		const sandbox = await startTestSandbox();
		spec = sandbox.control.overview().providers[id]?.quirkChoices ?? {};
		await sandbox.close();
	});

	it('are there for every quirk, and for nothing else', () => {
		expect(Object.keys(texts).sort()).toEqual(Object.keys(spec).sort());
	});

	it('name every value of a quirk that is more than on or off, and no other', () => {
		const wanted = Object.entries(spec).map(([name, choices]) => {
			const isSwitch = choices.every((choice) => typeof choice === 'boolean');
			return [name, isSwitch ? undefined : choices.map(String).sort()];
		});
		const named = Object.entries(texts).map(([name, { options }]) => [name, options && Object.keys(options).sort()]);
		expect(Object.fromEntries(named)).toEqual(Object.fromEntries(wanted));
	});

	it('are a title each and whole sentences', () => {
		for (const { title, sentence } of Object.values(texts)) {
			expect(title).toMatch(/^\S.*[^.]$/u);
			expect(sentence).toMatch(/^[A-Z].*\.$/u);
		}
		expect(new Set(Object.values(texts).map(({ title }) => title)).size).toBe(Object.keys(texts).length);
	});
});

describe('the quirks as they stand', () => {
	const overview = { quirks: { echo: false, swap: 'added-only' }, quirkChoices: { echo: [true, false], swap: ['added-only', 'other'] } };

	it('are marked where they are not the vendor’s default', () => {
		expect(quirkRows('linq', overview).map(({ name, isDefault }) => [name, isDefault])).toEqual([
			['echo', false],
			['swap', true],
		]);
	});

	it('go back to the first value of each', () => {
		expect(defaultQuirks(quirkRows('linq', overview))).toEqual({ echo: true, swap: 'added-only' });
	});

	it('show their name where there are no words for them', () => {
		expect(quirkRows('another', overview).map(({ text }) => text.title)).toEqual(['echo', 'swap']);
	});
});
