export const SCENARIOS_FILE = 'test/contract/scenarios/all.mts';

/** The source of the list of the vendors' scenarios. Every provider is in the list, so that no provider goes untested. */
export function scenariosSource(ids: readonly string[]): string {
	return `// Generated from core/providers/registry.ts by \`npm run generate\`: change the registry, not this file.
${ids.map((id) => `import { ${id} } from './${id}.mts';`).join('\n')}
import type { Scenario } from './scenario.mts';

export const SCENARIOS = new Map<string, Scenario>(Object.entries({ ${ids.join(', ')} }));
`;
}
