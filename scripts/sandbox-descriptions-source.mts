export const SANDBOX_DESCRIPTIONS_FILE = 'sandbox/src/providers/descriptions.mts';

/** The source of the list of the vendors' descriptions: the page can't import the registry itself, which plays the vendors with Node. */
export function sandboxDescriptionsSource(ids: readonly string[]): string {
	return `// Generated from sandbox/src/providers/index.mts by \`npm run generate\`: change the registry, not this file.
${ids.map((id) => `import { description as ${id} } from './${id}/description.mts';`).join('\n')}

/** Every vendor the sandbox plays, in words. Needs no Node: the page imports it. */
export const DESCRIPTIONS = [${ids.join(', ')}] as const;

export type ProviderId = (typeof DESCRIPTIONS)[number]['id'];
`;
}
