import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { PROVIDERS } from '../core/providers/registry.ts';
import { PROVIDERS as PLAYED } from '../sandbox/src/providers/index.mts';
import { capabilityTable, insertGenerated, providerTables, setupPage } from './capability-table.mts';
import { CODEX_FILES, codexSource } from './codex-source.mts';
import { credentialClassName, credentialSource } from './credential-source.mts';
import {
	FALLBACK_DOC_FILE,
	FALLBACK_TABLE_FILE,
	FALLBACK_EDGES_FILE,
	fallbackEdgesSource,
	fallbackDocSource,
	fallbackLanguages,
	fallbackTableSource,
} from './fallback-texts-source.mts';
import { MANIFEST_FILE, manifestSource } from './manifest-source.mts';
import { SANDBOX_DESCRIPTIONS_FILE, sandboxDescriptionsSource } from './sandbox-descriptions-source.mts';
import { SCENARIOS_FILE, scenariosSource } from './scenarios-source.mts';

const root = join(import.meta.dirname, '..');

for (const provider of PROVIDERS) {
	writeFileSync(join(root, 'credentials', `${credentialClassName(provider)}.credentials.ts`), credentialSource(provider));
}

const played = PLAYED.map(({ id }) => id);
writeFileSync(join(root, SANDBOX_DESCRIPTIONS_FILE), sandboxDescriptionsSource(played));

writeFileSync(join(root, SCENARIOS_FILE), scenariosSource(PROVIDERS.map(({ id }) => id)));
writeFileSync(join(root, MANIFEST_FILE), manifestSource(readFileSync(join(root, MANIFEST_FILE), 'utf8'), PROVIDERS));

const languages = fallbackLanguages();
writeFileSync(join(root, FALLBACK_TABLE_FILE), fallbackTableSource(languages));
writeFileSync(join(root, FALLBACK_EDGES_FILE), fallbackEdgesSource(languages));
writeFileSync(join(root, FALLBACK_DOC_FILE), fallbackDocSource(languages));

for (const file of CODEX_FILES) writeFileSync(join(root, file.path), codexSource(file));

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const insert = (path: string, generated: string) => writeFileSync(join(root, path), insertGenerated(read(path), generated));

for (const provider of PROVIDERS) insert(setupPage(provider), capabilityTable(provider));
insert('README.md', providerTables(read));
