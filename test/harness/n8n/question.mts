import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { providerById } from '../../../core/providers/registry.ts';
import { credentialProof, type CredentialProof } from '../../../nodes/AskForTapback/state/credential-proof.ts';
import type { Message, ProviderId } from '../../../sandbox/src/index.mts';
import type { AskingN8n } from './asking-n8n.mts';
import type { PublishedAsk, PublishOptions } from './published-ask.mts';
import { turnsOf, type Execution } from './played-executions.mts';
import { additionalData } from './workflow.mts';

/** A question that waits for its answer. */
export interface WaitingQuestion {
	workflow: PublishedAsk;
	execution: Execution;
	/** The message that asks. */
	message: Message;
}

/** Publishes a workflow and runs it until its question is open. The input item says `approved: true`. */
export async function openQuestion(n8n: AskingN8n, provider: ProviderId, options: PublishOptions = {}): Promise<WaitingQuestion> {
	const workflow = await n8n.publish(provider, options);
	return await askAgain(n8n, workflow);
}

export async function askAgain(n8n: AskingN8n, workflow: PublishedAsk): Promise<WaitingQuestion> {
	const execution = await workflow.ask();
	const message = n8n.asked(workflow.provider).at(-1);
	if (execution.status !== 'waiting' || message === undefined) throw new Error(`It doesn’t wait: ${execution.error ?? execution.status}`);
	return { workflow, execution, message };
}

/** The output of the node; `undefined` while the question is open. */
export function resultOf({ status, data, workflow }: Execution): INodeExecutionData['json'] | undefined {
	if (status === 'waiting' || status === 'running') return undefined;
	const [turn] = turnsOf({ data }, askNodeOf(workflow()));
	return turn?.[0];
}

function askNodeOf({ nodes }: ReturnType<Execution['workflow']>): string {
	return Object.values(nodes).find(({ type }) => type.includes('askForTapback'))?.name ?? '';
}

/** The proof that is made of the node's credential as it is now. */
export async function proofOf(n8n: AskingN8n, provider: ProviderId): Promise<CredentialProof> {
	const values = async (type: string) =>
		await n8n.credentials.getDecrypted(additionalData(n8n.credentials), { id: type, name: type }, type);
	return await credentialProof(
		{ getCredentials: async <T extends object>(type: string) => Object(await values(type)) },
		providerById(provider),
	);
}

/** The sealed resume URL of a parked run, from its row, and the key of the row. */
export async function addressOf(n8n: AskingN8n, { workflow: { provider }, message }: WaitingQuestion) {
	const proof = await proofOf(n8n, provider);
	const row = n8n.table.rows.find(({ state }) => String(state).includes(message.id));
	const { resumeUrl } = JSON.parse(stateOf(row).json);
	const url = proof.unseal(resumeUrl);
	if (row === undefined || url === undefined) throw new Error('It has no row.');
	return { url, key: String(row.key), proof };
}

/** The signature and the JSON of a row's state. */
export function stateOf(row: IDataObject | undefined): { signature: string; json: string } {
	const state = String(row?.state);
	const [signature = ''] = state.split(' ', 1);
	return { signature, json: state.slice(signature.length + 1) };
}
