import type { IExecuteFunctions } from 'n8n-workflow';

import type { Connection, Provider } from '../../core';
import { connect } from '../shared/connection';

const ATTEMPTS = 2;
const TIMEOUT_MS = 10_000;

/** For what is good to have once an answer is there: the workflow waits for it, and can do without. */
export async function impatient(context: IExecuteFunctions, provider: Provider): Promise<{ provider: Provider; connection: Connection }> {
	return {
		provider: { ...provider, limits: { ...provider.limits, attempts: ATTEMPTS } },
		connection: { ...(await connect(context, provider)), timeoutMs: TIMEOUT_MS },
	};
}
