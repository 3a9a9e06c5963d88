import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { PROVIDERS } from '../core/registry.ts';
import { credentialClassName, credentialSource } from './credential-source.mts';

const root = join(import.meta.dirname, '..');

for (const provider of PROVIDERS) {
	writeFileSync(join(root, 'credentials', `${credentialClassName(provider)}.credentials.ts`), credentialSource(provider));
}
