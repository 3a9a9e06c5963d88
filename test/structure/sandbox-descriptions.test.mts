import { describe, expect, it } from '@jest/globals';

import { PROVIDERS } from '../../sandbox/src/providers/index.mts';
import { SANDBOX_DESCRIPTIONS_FILE, sandboxDescriptionsSource } from '../../scripts/sandbox-descriptions-source.mts';
import { readRepositoryFile } from './files.mts';

describe('the list of the sandbox’s vendors for its page', () => {
	it('is what is generated (if not: npm run generate)', () => {
		const ids = PROVIDERS.map(({ id }) => id);
		expect(readRepositoryFile(SANDBOX_DESCRIPTIONS_FILE)).toBe(sandboxDescriptionsSource(ids));
	});
});
