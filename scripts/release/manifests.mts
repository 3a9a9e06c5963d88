import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** A published package of this repository. */
export interface PublishedPackage {
	name: string;
	/** From the root of the repository. */
	folder: string;
}

/** In the order of publishing. */
export const PUBLISHED: readonly PublishedPackage[] = [
	{ name: 'tapback-sandbox', folder: 'sandbox' },
	{ name: 'botkit-plugin-tapback', folder: 'plugins/botkit' },
	{ name: 'n8n-nodes-tapback', folder: '.' },
];

/** A version that can be published: not 1.2, not v1.2.3. */
const VERSION = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/;

const manifestSchema = z.object({
	name: z.string(),
	version: z.string(),
	license: z.string(),
	repository: z.object({ url: z.string(), directory: z.string().optional() }),
	publishConfig: z.object({ access: z.literal('public'), provenance: z.literal(true) }),
});
const lockSchema = z.object({ packages: z.record(z.object({ version: z.string().optional() })) });

export type Manifests = Record<string, unknown>;

/** The manifests of the published packages, by folder, and the lockfile. */
export function readManifests(root: string): { manifests: Manifests; lock: unknown } {
	const read = (...path: string[]): unknown => JSON.parse(readFileSync(join(root, ...path), 'utf8'));
	const manifests = Object.fromEntries(PUBLISHED.map(({ folder }) => [folder, read(folder, 'package.json')]));
	return { manifests, lock: read('package-lock.json') };
}

/** The one version of all packages. */
export function versionOf(manifests: Manifests): string {
	return z.object({ version: z.string() }).parse(manifests['.']).version;
}

/** The problems that prevent publishing the three packages together, a sentence each. */
export function manifestProblems(manifests: Manifests, lock: unknown): string[] {
	const version = versionOf(manifests);
	const locked = lockSchema.parse(lock).packages;
	const main = manifestSchema.safeParse(manifests['.']);
	return PUBLISHED.flatMap(({ name, folder }) => {
		const path = join(folder, 'package.json');
		const parsed = manifestSchema.safeParse(manifests[folder]);
		if (!parsed.success) return parsed.error.issues.map((issue) => `${path}: ${issue.path.join('.')}: ${issue.message}`);
		const manifest = parsed.data;
		const lockedVersion = locked[folder === '.' ? '' : folder]?.version;
		const problems: Array<[boolean, string]> = [
			[manifest.name !== name, `${path} is named ${manifest.name}, not ${name}.`],
			[!VERSION.test(manifest.version), `${path}: ${manifest.version} is no version.`],
			[manifest.version !== version, `${path} has version ${manifest.version}, package.json ${version}. All have the same.`],
			[lockedVersion !== manifest.version, `package-lock.json has ${lockedVersion ?? 'no version'} for ${path}. Run npm install.`],
			[manifest.license !== 'MIT', `${path}: the license is ${manifest.license}, not MIT.`],
			[
				main.success && manifest.repository.url !== main.data.repository.url,
				`${path} names another repository than package.json. npm refuses the provenance of that.`,
			],
			[folder !== '.' && manifest.repository.directory !== folder, `${path}: repository.directory is not ${folder}.`],
		];
		return problems.flatMap(([isSo, sentence]) => (isSo ? [sentence] : []));
	});
}
