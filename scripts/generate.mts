import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { PROVIDERS } from '../core/registry.ts';
import { insertCapabilityTable } from './capability-table.mts';
import { credentialClassName, credentialSource } from './credential-source.mts';

const root = join(import.meta.dirname, '..');

for (const provider of PROVIDERS) {
	writeFileSync(join(root, 'credentials', `${credentialClassName(provider)}.credentials.ts`), credentialSource(provider));
}

const readme = join(root, 'README.md');
writeFileSync(readme, insertCapabilityTable(readFileSync(readme, 'utf8')));
