import type { IExecuteFunctions } from 'n8n-workflow';

import type { ApiClient, Provider } from '../../../core';
import { lookupSpec } from '../../shared/webhook/webhook-spec';
import { type CredentialProof, credentialProof } from '../state/credential-proof';
import { type QuestionTable, questionTable } from '../state/question-table';
import type { WaitRow } from '../state/wait-state';

/** What code needs to change an account's waits: its rows, and the proof that signs them. */
export interface AnswerDesk {
	context: IExecuteFunctions;
	provider: Provider;
	proof: CredentialProof;
	table: QuestionTable;
}

export async function openDesk(context: IExecuteFunctions, provider: Provider): Promise<AnswerDesk> {
	const proof = await credentialProof(context, provider);
	return { context, provider, proof, table: questionTable(context, proof) };
}

/** The open questions of the account: its rows, and the URLs of its webhooks, some of which belong to runs. */
export async function openElsewhere({ provider, table }: AnswerDesk, call: ApiClient): Promise<{ rows: WaitRow[]; urls: string[] }> {
	const webhooks = await provider.registration.list?.(call, lookupSpec(''));
	return { rows: await table.findAll(), urls: (webhooks ?? []).map(({ url }) => url) };
}
