import type { Provider } from '../core/providers/provider.ts';
import { credentialClassName } from './credential-source.mts';

export const MANIFEST_FILE = 'package.json';

/** package.json with every provider's built credential class, where n8n finds them. */
export function manifestSource(source: string, providers: readonly Provider[]): string {
	const manifest: { n8n: { credentials: string[] } } = JSON.parse(source);
	manifest.n8n.credentials = providers.map((provider) => `dist/credentials/${credentialClassName(provider)}.credentials.js`);
	return `${JSON.stringify(manifest, null, 2)}\n`;
}
