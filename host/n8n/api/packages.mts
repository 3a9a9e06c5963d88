import { z } from 'zod';
import type { N8nSession } from './session.mts';

/** A community package as n8n lists it. */
export interface InstalledPackage {
	packageName: string;
	installedVersion: string;
	/** The types of its nodes, e.g. `n8n-nodes-tapback.sendTapback`. */
	nodeTypes: string[];
}

export interface PackageCalls {
	/** Installs from the registry, as *Settings → Community nodes* does. */
	installPackage(name: string, version: string): Promise<InstalledPackage>;
	installedPackages(): Promise<InstalledPackage[]>;
	uninstallPackage(name: string): Promise<void>;
}

const packageSchema = z
	.object({ packageName: z.string(), installedVersion: z.string(), installedNodes: z.array(z.object({ type: z.string() })) })
	.transform(({ installedNodes, ...rest }): InstalledPackage => ({ ...rest, nodeTypes: installedNodes.map(({ type }) => type).sort() }));

/** Community packages through n8n's internal REST API. */
export function createPackages(session: N8nSession): PackageCalls {
	const path = '/community-packages';
	return {
		installPackage: (name, version) => session.call({ method: 'POST', path, body: { name, version } }, packageSchema),
		installedPackages: () => session.call({ method: 'GET', path }, z.array(packageSchema)),
		async uninstallPackage(name) {
			await session.call({ method: 'DELETE', path: `${path}?name=${encodeURIComponent(name)}` }, z.unknown());
		},
	};
}
