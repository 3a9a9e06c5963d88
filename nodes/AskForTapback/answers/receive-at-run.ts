import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { providerById, type QuestionEvent } from '../../../core';
import { refuse } from '../../shared/webhook/delivery-response';
import { log } from '../../shared/errors/log';
import { credentialProof, type CredentialProof } from '../state/credential-proof';
import { readParked } from '../run/park';
import { readVerified } from './receive-answer';
import { isRecord } from '../state/records';
import { resultItems } from '../run/results';
import { WAITING, readResumeRequest, resumed } from '../run/resume';
import { applyToRun } from '../state/run-answers';
import { readParkedQuestions } from '../state/wait-state';

/**
 * Answers a request to a parked run. Three kinds are accepted: the run's results, the question whether it still waits, and,
 * for a run with its own webhook, a delivery of the provider. Otherwise the answer is 401, and the run keeps waiting. Never throws.
 */
export async function receiveAtRun(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		return await receive(context);
	} catch (error) {
		log(context, 'warn', `a request to a waiting run was refused: ${String(error)}`);
		return refuse(context, 401);
	}
}

async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const parked = readParked(context);
	if (parked === undefined || typeof parked.key !== 'string') return refuse(context, 401);
	const provider = providerById(String(context.getNodeParameter('provider')));
	const proof = await credentialProof(context, provider);
	const request = readResumeRequest(context, parked.key, proof);
	if (request === undefined)
		return isRecord(parked.run) ? receiveDelivery(context, parked.key, { parked: parked.run, proof }) : refuse(context, 401);
	if (request.kind === 'forged') return refuse(context, 401);
	return request.kind === 'ping' ? { webhookResponse: WAITING } : resumed(request.items);
}

function receiveDelivery(
	context: IWebhookFunctions,
	key: string,
	{ parked, proof }: { parked: Record<string, unknown>; proof: CredentialProof },
): IWebhookResponseData {
	const provider = providerById(String(context.getNodeParameter('provider')));
	const secret = proof.unseal(String(parked.secret));
	if (secret === undefined) throw new Error('its secret can’t be read any more, because the key in the credential was changed');
	const event: QuestionEvent | 'none' = readVerified(context, provider, [secret]);
	if (event === 'none') return { webhookResponse: '' };
	const asked = readParkedQuestions(key, parked.questions, proof);
	if (asked === undefined) throw new Error('its questions are not those that it was parked with');
	const { questions, isHumanReview } = asked;
	const settled = applyToRun(key, questions, event);
	if (settled === undefined) return { webhookResponse: '' };
	return { webhookResponse: '', workflowData: [resultItems({ provider: provider.id, isHumanReview, questions: settled })] };
}
