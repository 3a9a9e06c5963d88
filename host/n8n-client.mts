import { z } from 'zod';
import { createCredentials, type CredentialCalls } from './n8n-credentials.mts';
import { createExecutions, type ExecutionCalls } from './n8n-executions.mts';
import { createPackages, type PackageCalls } from './n8n-packages.mts';
import { createSession } from './n8n-session.mts';
import { createWorkflows, type WorkflowCalls } from './n8n-workflows.mts';

/** The owner of every n8n this folder starts. It listens on this machine only. */
export const OWNER = { email: 'you@tapback.local', password: 'Tapback-4747', firstName: 'Tapback', lastName: 'Sandbox' } as const;

export interface AccountCalls {
	/** Creates the owner of a fresh n8n and logs in. */
	setupOwner(): Promise<void>;
	login(): Promise<void>;
	/** Logs in, after creating the owner where there is none. Says whether it was the first time. */
	signIn(): Promise<{ isFirstTime: boolean }>;
}

/** n8n's internal REST API, as far as we use it. Every function throws an Error with n8n's words when it is refused. */
export type N8nClient = AccountCalls & CredentialCalls & WorkflowCalls & ExecutionCalls & PackageCalls;

export interface ClientOptions {
	/** Where n8n's webhooks are reached. Default: at n8n itself. */
	webhookUrl?: string;
}

const settingsSchema = z.object({ userManagement: z.object({ showSetupOnFirstLoad: z.boolean() }) });

/** Creates a client of the n8n at `url`. Call `signIn` first. */
export function createN8nClient(url: string, { webhookUrl = url }: ClientOptions = {}): N8nClient {
	const session = createSession(url);
	const executions = createExecutions(session);

	async function setupOwner(): Promise<void> {
		await session.call({ method: 'POST', path: '/owner/setup', body: OWNER }, z.unknown());
	}

	async function login(): Promise<void> {
		const { email, password } = OWNER;
		await session.call({ method: 'POST', path: '/login', body: { emailOrLdapLoginId: email, password } }, z.unknown());
	}

	return {
		...createCredentials(session),
		...createWorkflows(session, executions, webhookUrl),
		...executions,
		...createPackages(session),
		...{ setupOwner, login },
		async signIn() {
			const { userManagement } = await session.call({ method: 'GET', path: '/settings' }, settingsSchema);
			const isFirstTime = userManagement.showSetupOnFirstLoad;
			await (isFirstTime ? setupOwner() : login());
			return { isFirstTime };
		},
	};
}
