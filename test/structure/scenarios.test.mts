import { expect, it } from '@jest/globals';

import { PROVIDERS } from '../../core/providers/registry.ts';
import { SCENARIOS_FILE, scenariosSource } from '../../scripts/scenarios-source.mts';
import { readRepositoryFile } from './files.mts';

it('the list of scenarios is what is generated (if not: npm run generate)', () => {
	expect(readRepositoryFile(SCENARIOS_FILE)).toBe(scenariosSource(PROVIDERS.map(({ id }) => id)));
});
