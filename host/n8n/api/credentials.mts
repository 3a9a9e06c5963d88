import { z } from 'zod';
import type { N8nSession } from './session.mts';

const credentialSchema = z.object({ id: z.string(), name: z.string(), type: z.string() });

export type Credential = z.infer<typeof credentialSchema>;

export interface CredentialInput {
	name: string;
	type: string;
	data: Record<string, unknown>;
}

export interface CredentialVerdict {
	status: 'OK' | 'Error';
	message: string;
}

export interface CredentialCalls {
	credentials(): Promise<Credential[]>;
	createCredential(input: CredentialInput): Promise<Credential>;
	updateCredential(id: string, input: CredentialInput): Promise<Credential>;
	deleteCredential(id: string): Promise<void>;
	/** Runs the credential type's own test with the stored values, or with `data`. */
	testCredential(credential: Credential, data?: Record<string, unknown>): Promise<CredentialVerdict>;
}

const verdictSchema = z.object({ status: z.enum(['OK', 'Error']), message: z.string().default('') });
const contentSchema = z.object({ data: z.record(z.unknown()) });

export function createCredentials(session: N8nSession): CredentialCalls {
	return {
		credentials: () => session.call({ method: 'GET', path: '/credentials' }, z.array(credentialSchema)),
		createCredential: (body) => session.call({ method: 'POST', path: '/credentials', body }, credentialSchema),
		updateCredential: (id, body) => session.call({ method: 'PATCH', path: `/credentials/${id}`, body }, credentialSchema),
		async deleteCredential(id) {
			await session.call({ method: 'DELETE', path: `/credentials/${id}` }, z.unknown());
		},
		async testCredential({ id, name, type }, data) {
			// Like the editor: the stored values are blanked, and n8n fills them in again.
			const stored = await session.call({ method: 'GET', path: `/credentials/${id}?includeData=true` }, contentSchema);
			const credentials = { id, name, type, data: data ?? stored.data };
			return session.call({ method: 'POST', path: '/credentials/test', body: { credentials } }, verdictSchema);
		},
	};
}
