import { describe, expect, it } from '@jest/globals';

import { PROVIDERS } from '../../core/providers/registry.ts';
import { readRepositoryFile, repositoryFiles } from './files.mts';
import { findVendorTables } from './vendor-tables.mts';

const IDS = PROVIDERS.map(({ id }) => id);

/** The two registries, what is generated from them, and the list of the scenarios. */
const REGISTRIES = [
	'core/providers/registry.ts',
	'sandbox/src/providers/index.mts',
	'sandbox/src/providers/descriptions.mts',
	'test/contract/scenarios/all.mts',
];

/**
 * Files with a table all the same, because they choose a few vendors for what they measure or repeat: each more would take
 * minutes and show nothing new. A fact that every vendor has belongs into its scenario. What goes must go from here.
 */
const CHOOSING_A_FEW = [
	// Linq signs by Standard Webhooks, Inkbox with the secret as it is; both have a request that reads the tapped message.
	'scripts/bench/trigger-deliveries.mts',
	'scripts/bench/trigger.mts',
	// One vendor that has events for tapbacks, and one that sends them as texts.
	'test/e2e/queue-bursts.mts',
];

const tables = repositoryFiles(/\.m?tsx?$/)
	.filter((path) => !REGISTRIES.includes(path))
	.flatMap((path) => findVendorTables({ path, source: readRepositoryFile(path) }, IDS));

describe('a table of vendors', () => {
	it('is nowhere but in the registries, so that nobody who adds a vendor must find it', () => {
		expect(tables.filter((place) => !CHOOSING_A_FEW.some((path) => place.startsWith(`${path}:`)))).toEqual([]);
	});

	it('is in every file that may have one', () => {
		expect(CHOOSING_A_FEW.filter((path) => !tables.some((place) => place.startsWith(`${path}:`)))).toEqual([]);
	});

	it.each([
		['keys of an object', 'const a = { linq: 1, tuco: 2 };'],
		['a list', "const a = ['linq', 'tuco'];"],
		['a list of rows', "const a = [['linq', 1], ['tuco', 2]];"],
		['a list of objects', "const a = [{ id: 'linq' }, { id: 'tuco' }];"],
		['a list of imported vendors', 'const a = [linq, tuco];'],
		['a union', "type A = 'linq' | 'tuco';"],
		['a switch', "switch (id) { case 'linq': break; case 'tuco': break; }"],
		['a chain of conditions', "const a = id === 'linq' ? 1 : id === 'tuco' ? 2 : 3;"],
		['an alternative', "const a = id === 'linq' || id === 'tuco';"],
	])('is found as %s', (_, source) => {
		expect(findVendorTables({ path: 'a.mts', source }, IDS)).toEqual(['a.mts:1']);
	});

	it('is not what names one vendor, or names them in words', () => {
		const source = "// linq and tuco\nconst a = { linq: 1, other: 2 };\nconst b = 'linq, tuco';";
		expect(findVendorTables({ path: 'a.mts', source }, IDS)).toEqual([]);
	});
});
