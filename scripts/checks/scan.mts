import { analyzePackage } from '@n8n/scan-community-package/scanner/scanner.mjs';

/** The findings of n8n's scanner for community packages, if any. Default: in all JavaScript of an unpacked tarball. */
export async function scan(directory: string, patterns?: string[]): Promise<string | undefined> {
	const { passed, message, details } = await analyzePackage(directory, patterns);
	return passed ? undefined : `${message}\n${details ?? ''}`;
}
