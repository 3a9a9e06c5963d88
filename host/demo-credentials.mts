import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import type { N8nClient } from './n8n/api/client.mts';
import type { Credential, CredentialInput } from './n8n/api/credentials.mts';

/** The sandbox's description of a played vendor. */
export interface PlayedVendor {
	name: string;
	baseUrl: string;
	credentials: Readonly<Record<string, string>>;
}

const manifestSchema = z.object({ n8n: z.object({ credentials: z.array(z.string()) }) });

/**
 * Creates one credential for each vendor of the sandbox, or updates its port and key.
 * @param manifestFile the package.json that lists the credential types
 */
export async function seedCredentials(
	client: N8nClient,
	vendors: Readonly<Record<string, PlayedVendor>>,
	manifestFile: string,
): Promise<Credential[]> {
	const types = await credentialTypes(manifestFile);
	const present = await client.credentials();
	const seeded: Credential[] = [];
	for (const [id, { name, baseUrl, credentials }] of Object.entries(vendors)) {
		const type = types.get(id);
		if (type === undefined) throw new Error(`${manifestFile} lists no credential type for the sandbox's provider "${id}".`);
		const input: CredentialInput = { name: `${name} (sandbox)`, type, data: { baseUrl, ...credentials } };
		const old = present.find((credential) => credential.type === type && credential.name === input.name);
		seeded.push(await (old === undefined ? client.createCredential(input) : client.updateCredential(old.id, input)));
	}
	return seeded;
}

// AgentPhoneTapbackApi.credentials.js has the type agentPhoneTapbackApi, for the provider agentphone.
async function credentialTypes(manifestFile: string): Promise<Map<string, string>> {
	const { n8n } = manifestSchema.parse(JSON.parse(await readFile(manifestFile, 'utf8')));
	const classes = n8n.credentials.map((file) => basename(file).replace('.credentials.js', ''));
	return new Map(classes.map((name) => [name.replace(/TapbackApi$/, '').toLowerCase(), name.charAt(0).toLowerCase() + name.slice(1)]));
}
