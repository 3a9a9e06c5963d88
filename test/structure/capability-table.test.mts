import { describe, expect, it } from '@jest/globals';

import { CAPABILITY_NAMES } from '../../core/providers/capability.ts';
import { PROVIDERS } from '../../core/providers/registry.ts';
import { canInferRemovals } from '../../core/state/removal-poller.ts';
import { capabilityTable, insertGenerated, providerTables, setupPage } from '../../scripts/capability-table.mts';
import { readRepositoryFile } from './files.mts';

const MARKS = { yes: '✓', partly: 'partly', no: '–' };

const [about = '', capabilities = ''] = providerTables(readRepositoryFile).split('\n\n');
const eachProvider = PROVIDERS.map((provider) => [provider.name, provider] as const);

function cellsOf(table: string): string[][] {
	const cells = (line: string) =>
		line
			.split('|')
			.slice(1, -1)
			.map((cell) => cell.trim());
	return table.split('\n').map(cells);
}

describe('the table of the README', () => {
	const cells = cellsOf(capabilities);

	it('has a column for each provider and a row for each capability', () => {
		expect(cells[0]).toEqual(['', ...PROVIDERS.map((provider) => `[${provider.name}](${setupPage(provider)})`)]);
		expect(cells).toHaveLength(CAPABILITY_NAMES.length + 2);
		for (const row of cells) expect(row).toHaveLength(PROVIDERS.length + 1);
	});

	it('names each capability once, in words for users', () => {
		const titles = cells.slice(2).map(([title]) => title);
		expect(new Set(titles).size).toBe(CAPABILITY_NAMES.length);
		for (const title of titles) expect(title).toMatch(/^[A-Z][a-z]+ [a-z ]+$/);
	});

	it('marks every cell as the code does', () => {
		CAPABILITY_NAMES.forEach((name, row) => {
			PROVIDERS.forEach((provider, column) => {
				const isInferred = name === 'receiveRemoved' && canInferRemovals(provider);
				expect(cells[row + 2]?.[column + 1]).toBe(isInferred ? MARKS.partly : MARKS[provider.capabilities[name].level]);
			});
		});
	});

	it('says in a sentence what each provider is', () => {
		const rows = cellsOf(about).slice(2);
		expect(rows).toHaveLength(PROVIDERS.length);
		for (const [, sentence] of rows) expect(sentence).toMatch(/^\w.{10,100}[^.]$/);
	});

	it('refuses a page that does not say it', () => {
		expect(() => providerTables(() => '# Linq\n\n## Get credentials\n')).toThrow('one sentence about the provider');
	});
});

describe.each(eachProvider)('the table of the page about %s', (_name, provider) => {
	const cells = cellsOf(capabilityTable(provider)).slice(2);

	it('gives the reason of everything that does not work', () => {
		CAPABILITY_NAMES.forEach((name, row) => {
			const capability = provider.capabilities[name];
			const [, , reason] = cells[row] ?? [];
			expect(reason).toEqual(capability.level === 'yes' ? '' : expect.stringContaining(capability.reason));
			if (name === 'receiveRemoved' && canInferRemovals(provider)) expect(reason).toContain('Infer Removals');
		});
	});

	it('gives a whole sentence as every reason', () => {
		for (const [, , reason] of cells) if (reason !== '') expect(reason).toMatch(/^[A-Z].*\.$/);
	});

	it('is on its page as it is now (if not: npm run generate)', () => {
		const page = readRepositoryFile(setupPage(provider));
		expect(page).toBe(insertGenerated(page, capabilityTable(provider)));
	});
});

describe('the README', () => {
	it('holds the tables as they are now (if not: npm run generate)', () => {
		const readme = readRepositoryFile('README.md');
		expect(readme).toBe(insertGenerated(readme, providerTables(readRepositoryFile)));
	});

	it('is read in some minutes', () => {
		const readme = readRepositoryFile('README.md');
		expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(130);
		expect(readme.split(/\s+/).length).toBeLessThanOrEqual(1500);
	});
});

describe('what is generated into a page', () => {
	it('leaves everything around it', () => {
		const inserted = insertGenerated('# A\n<!-- capabilities:start -->\nold\n<!-- capabilities:end -->\nB\n', 'new');
		expect(inserted).toBe('# A\n<!-- capabilities:start -->\n\nnew\n\n<!-- capabilities:end -->\nB\n');
		expect(insertGenerated(inserted, 'new')).toBe(inserted);
	});

	it.each([
		'',
		'<!-- capabilities:start -->',
		'<!-- capabilities:end -->',
		'<!-- capabilities:end --><!-- capabilities:start -->',
		'<!-- capabilities:start --><!-- capabilities:end --><!-- capabilities:end -->',
		'<!-- capabilities:start --><!-- capabilities:start --><!-- capabilities:end -->',
	])('needs its two markers: %s', (page) => {
		expect(() => insertGenerated(page, 'new')).toThrow('must hold <!-- capabilities:start -->');
	});
});
