import { z } from 'zod';
import { ownerAt, ownerFile, START_USER_FOLDER, type N8nOwner } from '../owner.mts';
import { createCredentials, type CredentialCalls } from './credentials.mts';
import { createExecutions, type ExecutionCalls } from './executions.mts';
import { createPackages, type PackageCalls } from './packages.mts';
import { createSession, N8nRefusal } from './session.mts';
import { createTables, type TableCalls } from './tables.mts';
import { createWorkflows, type WorkflowCalls } from './workflows.mts';

export interface AccountCalls {
	/** Creates the owner of a fresh n8n and logs in. */
	setupOwner(): Promise<void>;
	login(): Promise<void>;
	/** Logs in, after creating the owner where there is none. Says whether it was the first time. */
	signIn(): Promise<{ isFirstTime: boolean }>;
}

/** The part of n8n's internal REST API that we use. Every function throws an Error with n8n's words for a refusal. */
export type N8nClient = AccountCalls & CredentialCalls & WorkflowCalls & ExecutionCalls & PackageCalls & TableCalls;

export interface ClientOptions {
	/** The address of n8n's webhooks. Default: n8n's own. */
	webhookUrl?: string;
	/** The user who logs in. Default: the owner of the n8n at this URL, if we started it. */
	owner?: N8nOwner;
}

const settingsSchema = z.object({ userManagement: z.object({ showSetupOnFirstLoad: z.boolean() }) });

/** Creates a client of the n8n at `url`. Call `signIn` first. */
export function createN8nClient(url: string, { webhookUrl = url, owner }: ClientOptions = {}): N8nClient {
	const session = createSession(url);
	const executions = createExecutions(session);

	async function setupOwner(): Promise<void> {
		await session.call({ method: 'POST', path: '/owner/setup', body: owner ?? ownerAt(url) }, z.unknown());
	}

	async function login(): Promise<void> {
		const { email, password } = owner ?? ownerAt(url);
		try {
			await session.call({ method: 'POST', path: '/login', body: { emailOrLdapLoginId: email, password } }, z.unknown());
		} catch (error) {
			if (!(error instanceof N8nRefusal && error.status === 401)) throw error;
			const advice = `If you changed it in n8n, write it into ${ownerFile(START_USER_FOLDER)}; without that file n8n gets a new login.`;
			throw new N8nRefusal('the login that is kept for it', error.status, `${error.words} ${advice}`);
		}
	}

	return {
		...createCredentials(session),
		...createWorkflows(session, executions, webhookUrl),
		...executions,
		...createPackages(session),
		...createTables(session),
		...{ setupOwner, login },
		async signIn() {
			const { userManagement } = await session.call({ method: 'GET', path: '/settings' }, settingsSchema);
			const isFirstTime = userManagement.showSetupOnFirstLoad;
			await (isFirstTime ? setupOwner() : login());
			return { isFirstTime };
		},
	};
}
