import type { IDataObject, IExecuteFunctions, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { plainAddress, providerById, receiveAny, type InboundMessage, type Provider, type QuestionEvent } from '../../../core';
import { answerSafely, refuse } from '../../shared/webhook/delivery-response';
import { createRecentClaims } from '../../shared/webhook/recent-claims';
import { createVerifier } from '../../shared/webhook/verify-delivery';
import { answerRegistration, answerRegistrations, renewAnswerWebhook } from './answer-registration';
import { listenerOf } from './answer-webhook';
import { credentialProof, type CredentialProof } from '../state/credential-proof';
import { ASK_REMEDIES } from '../run/failure';
import { candidatesFor, createProcessMark } from '../state/open-questions';
import { isRecord } from '../state/records';

/** The item with which a run applies an answer. */
const DELIVERY = 'tapbackAnswer';

/** A genuine delivery on its way from webhook() to the run that applies it. */
export interface AnswerDelivery {
	event: QuestionEvent;
	/** Of the waits it may be for; `null` where the process that received it doesn't know. */
	keys: string[] | null;
	listener: string;
	/** `undefined` where the process that received it knows all open questions already. */
	mark?: string;
}

const recent = createRecentClaims();

const verify = createVerifier({ store: answerRegistrations, renew: renewAnswerWebhook, remedies: ASK_REMEDIES });

/**
 * Answers a delivery to a published node: 401 for one that is not genuine; 200 without a run for one that answers
 * nothing; 200 and a run that applies it otherwise; 503 for one that can't be judged now, so that the provider delivers it
 * again. Never throws.
 */
export async function receiveAnswer(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	return await answerSafely(context, receive, ASK_REMEDIES);
}

async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const provider = providerById(String(context.getNodeParameter('provider')));
	// A node that shares another's webhook gets no deliveries.
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

/** One of them proved the delivery. */
function secretsOf(context: IWebhookFunctions, provider: Provider): string[] {
	const known = [answerRegistrations.stored(context, provider), answerRegistrations.copied(context, provider)];
	return known.flatMap((one) => (one === undefined || one.secret === '' ? [] : one.secret));
}

/** What a run was started with by receiveAnswer; `undefined` where it was started by something else. */
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

/** What was verified at one node says nothing at another. */
function purposeOf(context: Pick<IExecuteFunctions, 'getWorkflow' | 'getNode'>): string {
	return `answer for ${context.getWorkflow().id ?? ''}/${context.getNode().id}`;
}

/** @throws TapbackError for what is not genuine. */
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
			// Words that people write, too, count where they quote an open question.
			findsMessage: true,
		},
	);
	if (received.kind === 'ignored') return 'none';
	if (received.kind === 'tapback') return { type: 'tapback', event: received.event };
	return { type: 'message', message: { ...received.message, conversationId: conversationOf(received.message) } };
}

const EVERYTHING = { actions: [], reactions: [], actors: [], conversationIds: [], messageIds: [], lines: [], includeOwn: false };

/** Where the provider gives a conversation of two no id, the other person's address stands for it. */
function conversationOf({ conversationId, isGroup, actor }: InboundMessage): string | null {
	return conversationId ?? (isGroup || actor === null ? null : plainAddress(actor));
}

function idOf(event: QuestionEvent): string {
	if (event.type === 'tapback') return event.event.eventId;
	return event.type === 'message' ? event.message.eventId : '';
}

/** False for a copy of a delivery that this process took lately. */
function claim(context: IWebhookFunctions, id: string): boolean {
	const now = Date.now();
	if (!recent.claim(id, now)) return false;
	const response = context.getResponseObject();
	response.once('close', () => {
		if (!response.writableFinished || response.statusCode >= 400) recent.forget(id, now);
	});
	return true;
}
