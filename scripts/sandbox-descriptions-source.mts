export const SANDBOX_DESCRIPTIONS_FILE = 'sandbox/src/providers/descriptions.mts';

/** The source of the list of the vendors' descriptions. The page can't import the vendors' registry, because the registry needs Node. */
export function sandboxDescriptionsSource(ids: readonly string[]): string {
	return `// Generated from sandbox/src/providers/index.mts by \`npm run generate\`: change the registry, not this file.
${ids.map((id) => `import { description as ${id} } from './${id}/description.mts';`).join('\n')}

/** The description of every vendor. Imports nothing of Node, because the page imports this file. */
export const DESCRIPTIONS = [${ids.join(', ')}] as const;

export type ProviderId = (typeof DESCRIPTIONS)[number]['id'];
`;
}
