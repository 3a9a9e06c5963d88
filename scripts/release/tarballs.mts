import { cp, mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { packTapback, REPO_ROOT, type PackedPackage } from '../../host/pack.mts';
import { lintPackage } from '../checks/published.mts';
import { scan } from '../checks/scan.mts';
import { PUBLISHED } from './manifests.mts';

/** Builds and packs all packages, in the order of publishing. */
export async function packAll(): Promise<PackedPackage[]> {
	const packed: PackedPackage[] = [];
	for (const { folder } of PUBLISHED) packed.push(await packTapback({ packageRoot: join(REPO_ROOT, folder) }));
	return packed;
}

/** The problems of the tarballs, a sentence each. */
export async function tarballProblems(packages: readonly PackedPackage[], version: string): Promise<string[]> {
	const problems: Array<string | undefined> = [];
	for (const packed of packages) {
		if (packed.version !== version) problems.push(`The tarball of ${packed.name} has version ${packed.version}.`);
		const lint = await lintPackage(packed.directory);
		if (lint !== undefined) problems.push(`${packed.name}: ${lint}`);
		const found = packed.name.startsWith('n8n-nodes-') ? await scan(packed.directory) : undefined;
		if (found !== undefined) problems.push(`${packed.name}: n8n’s scanner: ${found}`);
	}
	return problems.filter((problem) => problem !== undefined);
}

/** Copies the tarballs into a folder. Creates the folder if it is missing. */
export async function keepTarballs(packages: readonly PackedPackage[], folder: string): Promise<void> {
	await mkdir(folder, { recursive: true });
	for (const { tarball } of packages) await cp(tarball, join(folder, basename(tarball)));
}
