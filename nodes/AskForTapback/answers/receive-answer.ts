import type { IDataObject, IExecuteFunctions, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { plainAddress, providerById, receiveAny, type InboundMessage, type Provider, type QuestionEvent } from '../../../core';
import { answerSafely, refuse } from '../../shared/webhook/delivery-response';
import { createRecentClaims } from '../../shared/webhook/recent-claims';
import { createVerifier } from '../../shared/webhook/verify-delivery';
import { answerRegistration, answerRegistrations, renewAnswerWebhook } from './answer-registration';
import { listenerOf } from './answer-webhook';
import { credentialProof, type CredentialProof } from '../state/credential-proof';
import { ASK_HINT_TEXTS } from '../run/failure';
import { candidatesFor, createProcessMark } from '../state/open-questions';
import { isRecord } from '../state/records';

/** Key of the delivery in the item of the run that applies it. */
const DELIVERY = 'tapbackAnswer';

/** A verified delivery that webhook() passes to the run that applies it. */
export interface AnswerDelivery {
	event: QuestionEvent;
	/** Keys of the waits that the event may answer; `null` if the receiving process doesn't have all open questions. */
	keys: string[] | null;
	listener: string;
	/** The receiving process's mark (open-questions.ts); `undefined` if that process has all open questions already. */
	mark?: string;
}

const recent = createRecentClaims();

const verify = createVerifier({ store: answerRegistrations, renew: renewAnswerWebhook, hintTexts: ASK_HINT_TEXTS });

/**
 * Answers a delivery to a published node: 401 if it isn't genuine; 200 without a run if it answers no open question; 503 if it
 * can't be checked now, so that the provider repeats it; otherwise 200 and a run that applies it. Never throws.
 */
export async function receiveAnswer(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	return await answerSafely(context, receive, ASK_HINT_TEXTS);
}

async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const provider = providerById(String(context.getNodeParameter('provider')));
	// The provider sends no deliveries to a node that uses another node's webhook.
	if (answerRegistration(context, provider)?.secret === '') return refuse(context, 401);
	const proven = await verify(context, provider, { headers: context.getHeaderData(), rawBody: context.getRequestObject().rawBody });
	if (proven === 'unproven') return refuse(context, 503);
	const registration = answerRegistration(context, provider);
	if (proven === 'forged' || registration === undefined) return refuse(context, 401);
	const event = readVerified(context, provider, secretsOf(context, provider));
	if (event === 'none') return { webhookResponse: '' };
	const listener = listenerOf(registration.url);
	const candidates = candidatesFor(event, { account: registration.account, listener });
	if (candidates.isComplete && candidates.keys.length === 0) return { webhookResponse: '' };
	if (!claim(context, `${listener}/${idOf(event)}`)) return { webhookResponse: '' };
	const delivery: AnswerDelivery = candidates.isComplete
		? { event, keys: candidates.keys, listener }
		: { event, keys: null, listener, mark: createProcessMark() };
	const proof = await credentialProof(context, provider);
	return { workflowData: [[{ json: { [DELIVERY]: sign(delivery, purposeOf(context), proof) } }]] };
}

/** The stored and the copied secret: one of them verified the delivery. */
function secretsOf(context: IWebhookFunctions, provider: Provider): string[] {
	const known = [answerRegistrations.stored(context, provider), answerRegistrations.copied(context, provider)];
	return known.flatMap((one) => (one === undefined || one.secret === '' ? [] : one.secret));
}

/** The delivery with which receiveAnswer started this run; `undefined` if something else started it. @throws Error if its signature is wrong */
export async function readDelivery(context: IExecuteFunctions): Promise<AnswerDelivery | undefined> {
	const { source } = context.getExecuteData();
	const given = context.getInputData()[0]?.json[DELIVERY];
	if (source !== null || context.isToolExecution() || !isRecord(given)) return undefined;
	const { payload, signature } = given;
	const proof = await credentialProof(context, providerById(String(context.getNodeParameter('provider', 0))));
	if (typeof payload !== 'string' || !proof.isSigned(purposeOf(context), payload, signature)) {
		throw new Error('This run was started with an answer that the webhook of this node did not verify. Nothing was done.');
	}
	return JSON.parse(payload);
}

function sign(delivery: AnswerDelivery, purpose: string, proof: CredentialProof): IDataObject {
	const payload = JSON.stringify(delivery);
	return { payload, signature: proof.sign(purpose, payload) };
}

/** Names the node, so that a delivery verified at one node isn't accepted at another. */
function purposeOf(context: Pick<IExecuteFunctions, 'getWorkflow' | 'getNode'>): string {
	return `answer for ${context.getWorkflow().id ?? ''}/${context.getNode().id}`;
}

/** Verifies and reads a delivery; `none` if it holds no event. @throws TapbackError if it isn't genuine */
export function readVerified(context: IWebhookFunctions, provider: Provider, secrets: readonly string[]): QuestionEvent | 'none' {
	const { rawBody } = context.getRequestObject();
	const received = receiveAny(
		provider,
		{ headers: context.getHeaderData(), rawBody },
		{
			secrets,
			now: Date.now(),
			filter: EVERYTHING,
			textFallback: provider.webhook.textFallback?.byDefault ?? false,
			includeRaw: false,
			// Includes texts that a person may have typed: they count if they quote an open question.
			findsMessage: true,
		},
	);
	if (received.kind === 'ignored') return 'none';
	if (received.kind === 'message') {
		return { type: 'message', message: { ...received.message, conversationId: conversationOf(received.message) } };
	}
	const { event } = received;
	// A quote doesn't name its conversation, so the conversation is added: the same words elsewhere must not answer.
	const conversationId = event.target === null ? event.conversationId : conversationOf({ ...event, isGroup: false });
	return { type: 'tapback', event: { ...event, conversationId } };
}

const EVERYTHING = { actions: [], reactions: [], actors: [], conversationIds: [], messageIds: [], lines: [], includeOwn: false };

/** The conversation's id. If the provider gives none for a conversation of two, the other person's address. */
function conversationOf({ conversationId, isGroup, actor }: Pick<InboundMessage, 'conversationId' | 'isGroup' | 'actor'>): string | null {
	return conversationId ?? (isGroup || actor === null ? null : plainAddress(actor));
}

function idOf(event: QuestionEvent): string {
	if (event.type === 'tapback') return event.event.eventId;
	return event.type === 'message' ? event.message.eventId : '';
}

/** False for a copy of a delivery that this process claimed lately. */
function claim(context: IWebhookFunctions, id: string): boolean {
	const now = Date.now();
	if (!recent.claim(id, now)) return false;
	const response = context.getResponseObject();
	response.once('close', () => {
		if (!response.writableFinished || response.statusCode >= 400) recent.forget(id, now);
	});
	return true;
}
