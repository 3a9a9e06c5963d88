import { describe, expect, it } from '@jest/globals';

import { canInferRemovals } from '../../core/state/removal-poller.ts';
import { CAPABILITY_NAMES } from '../../core/providers/provider.ts';
import { PROVIDERS } from '../../core/providers/registry.ts';
import { capabilityTable, insertCapabilityTable } from '../../scripts/capability-table.mts';
import { readRepositoryFile } from './files.mts';

const [tablePart = '', reasonPart = ''] = capabilityTable().split('\n\n');
const cells = tablePart.split('\n').map((line) =>
	line
		.split('|')
		.slice(1, -1)
		.map((cell) => cell.trim()),
);
const reasons = reasonPart.split('\n');

describe('the capability table', () => {
	it('has a column for each provider and a row for each capability', () => {
		expect(cells[0]).toEqual(['', ...PROVIDERS.map(({ name }) => name)]);
		expect(cells).toHaveLength(CAPABILITY_NAMES.length + 2);
		for (const row of cells) expect(row).toHaveLength(PROVIDERS.length + 1);
	});

	it('names each capability once, in words for users', () => {
		const titles = cells.slice(2).map(([title]) => title);
		expect(new Set(titles).size).toBe(CAPABILITY_NAMES.length);
		for (const title of titles) expect(title).toMatch(/^[A-Z][a-z]+ [a-z ]+$/);
	});

	it('says Yes, Partly, No or Inferred as the code does, all but the first with their reason', () => {
		const words = { yes: 'Yes', partly: 'Partly', no: 'No' };
		CAPABILITY_NAMES.forEach((name, row) => {
			PROVIDERS.forEach((provider, column) => {
				const capability = provider.capabilities[name];
				const cell = cells[row + 2]?.[column + 1] ?? '';
				const [word, number] = cell.replace('</sup>', '').split(' <sup>');
				const isInferred = name === 'receiveRemoved' && canInferRemovals(provider);
				expect(word).toBe(isInferred ? 'Inferred' : words[capability.level]);
				if (isInferred) expect(reasons[Number(number) - 1]).toContain('Infer Removals');
				if (capability.level === 'yes') return expect(number).toBeUndefined();
				const reason = reasons[Number(number) - 1] ?? '';
				expect(reason.startsWith(`${number}. `)).toBe(true);
				expect(reason).toContain(capability.reason);
				expect(reason).toContain(provider.name);
			});
		});
	});

	it('gives a whole sentence as every reason', () => {
		for (const reason of reasons) expect(reason).toMatch(/^\d+\. [A-Z].*\.$/);
	});
});

describe('the README', () => {
	it('holds the table as it is now (if not: npm run generate)', () => {
		const readme = readRepositoryFile('README.md');
		expect(readme).toBe(insertCapabilityTable(readme));
	});

	it('keeps everything around the table', () => {
		const inserted = insertCapabilityTable('# A\n<!-- capabilities:start -->\nold\n<!-- capabilities:end -->\nB\n');
		expect(inserted).toBe(`# A\n<!-- capabilities:start -->\n\n${capabilityTable()}\n\n<!-- capabilities:end -->\nB\n`);
		expect(insertCapabilityTable(inserted)).toBe(inserted);
	});

	it.each([
		'',
		'<!-- capabilities:start -->',
		'<!-- capabilities:end -->',
		'<!-- capabilities:end --><!-- capabilities:start -->',
		'<!-- capabilities:start --><!-- capabilities:end --><!-- capabilities:end -->',
		'<!-- capabilities:start --><!-- capabilities:start --><!-- capabilities:end -->',
	])('without its two markers is refused: %s', (readme) => {
		expect(() => insertCapabilityTable(readme)).toThrow('must hold <!-- capabilities:start -->');
	});
});
