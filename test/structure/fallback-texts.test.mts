import { describe, expect, it } from '@jest/globals';

import {
	FALLBACK_DOC_FILE,
	FALLBACK_TABLE_FILE,
	FALLBACK_EDGES_FILE,
	fallbackDocSource,
	fallbackEdgesSource,
	fallbackLanguages,
	fallbackTableSource,
} from '../../scripts/fallback-texts-source.mts';
import { readRepositoryFile } from './files.mts';

describe('the table of fallback texts', () => {
	it('is what is generated (if not: npm run generate)', () => {
		expect(readRepositoryFile(FALLBACK_TABLE_FILE)).toBe(fallbackTableSource(fallbackLanguages()));
		expect(readRepositoryFile(FALLBACK_EDGES_FILE)).toBe(fallbackEdgesSource(fallbackLanguages()));
	});

	it('is told in the docs as it is (if not: npm run generate)', () => {
		expect(readRepositoryFile(FALLBACK_DOC_FILE)).toBe(fallbackDocSource(fallbackLanguages()));
	});
});
