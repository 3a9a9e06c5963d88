import { sleep } from 'n8n-workflow';

import { createPacer, type Connection, type Provider } from '../../../core';
import { accountOf } from '../webhook/account';
import { cancelSignalOf, createTransport, type RequestContext } from './transport';

/** Connects to the provider with the node's credential. The pacer is for one run of the node. */
export async function connect(context: RequestContext, provider: Provider): Promise<Connection> {
	const { typeName, fields } = provider.credential;
	const credential = await context.getCredentials(typeName);
	const cancelled = cancelSignalOf(context);
	const io = {
		now: () => Date.now(),
		sleep: async (ms: number) => {
			cancelled?.throwIfAborted();
			await sleep(ms, cancelled);
		},
		random: () => Math.random(),
	};
	return {
		...io,
		account: accountOf(provider, credential),
		baseUrl: String(credential.baseUrl || provider.defaultBaseUrl),
		secrets: [...fields.map(({ name }) => name), 'webhookSecret'].flatMap((name) => {
			const secret = credential[name];
			return typeof secret === 'string' && secret !== '' ? [secret] : [];
		}),
		transport: createTransport(context, typeName, credential),
		pacer: createPacer({ concurrent: provider.limits.concurrent, ...io }),
	};
}
