import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { PROVIDERS } from '../core/registry.ts';
import { insertCapabilityTable } from './capability-table.mts';
import { CODEX_FILES, codexSource } from './codex-source.mts';
import { credentialClassName, credentialSource } from './credential-source.mts';
import { CREDENTIAL_TYPES_FILE, credentialTypesSource } from './credential-types-source.mts';

const root = join(import.meta.dirname, '..');

for (const provider of PROVIDERS) {
	writeFileSync(join(root, 'credentials', `${credentialClassName(provider)}.credentials.ts`), credentialSource(provider));
}

writeFileSync(join(root, CREDENTIAL_TYPES_FILE), credentialTypesSource(PROVIDERS));

for (const file of CODEX_FILES) writeFileSync(join(root, file.path), codexSource(file));

const readme = join(root, 'README.md');
writeFileSync(readme, insertCapabilityTable(readFileSync(readme, 'utf8')));
