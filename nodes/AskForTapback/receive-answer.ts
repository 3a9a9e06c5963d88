import type { IDataObject, IExecuteFunctions, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import {
	isTapbackError,
	plainAddress,
	providerById,
	receiveAny,
	sentenceOf,
	type InboundMessage,
	type Provider,
	type QuestionEvent,
} from '../../core';
import { createRecentClaims } from '../shared/recent-claims';
import { REMEDIES } from '../shared/remedies';
import { answerRegistration, listenerOf, type AnswerRegistration } from './answer-webhook';
import { credentialProof, type CredentialProof } from './credential-proof';
import { candidatesFor, createProcessMark } from './open-questions';
import { isRecord } from './records';

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

/**
 * Answers a delivery to a published node: 401 for one that is not genuine; 200 without a run for one that answers
 * nothing; 200 and a run that applies it otherwise. Never throws.
 */
export async function receiveAnswer(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const registration = answerRegistration(context);
	// A node that shares another's webhook gets no deliveries.
	const event = registration && registration.secret !== '' ? readEvent(context, registration) : undefined;
	if (registration === undefined || event === undefined) return refuse(context, 401, 'Unauthorized');
	if (event === 'none') return { webhookResponse: '' };
	const listener = listenerOf(registration.url);
	const candidates = candidatesFor(event, { account: registration.account, listener });
	if (candidates.isComplete && candidates.keys.length === 0) return { webhookResponse: '' };
	if (!claim(context, `${listener}/${idOf(event)}`)) return { webhookResponse: '' };
	const delivery: AnswerDelivery = candidates.isComplete
		? { event, keys: candidates.keys, listener }
		: { event, keys: null, listener, mark: createProcessMark() };
	const proof = await credentialProof(context, providerById(registration.provider)).catch((error: unknown) => {
		context.logger.warn(`Tapback: a webhook delivery could not be taken: ${String(error)}`, { node: context.getNode().name });
	});
	if (proof === undefined) return refuse(context, 503, 'Service Unavailable');
	return { workflowData: [[{ json: { [DELIVERY]: sign(delivery, purposeOf(context), proof) } }]] };
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

function readEvent(context: IWebhookFunctions, { provider: id, secret }: AnswerRegistration): QuestionEvent | 'none' | undefined {
	try {
		return readVerified(context, providerById(id), secret);
	} catch (error) {
		const why = isTapbackError(error) ? sentenceOf(error, REMEDIES) : 'it could not be read';
		context.logger.warn(`Tapback: a webhook delivery was refused: ${why}`, { node: context.getNode().name });
		return undefined;
	}
}

/** @throws TapbackError for what is not genuine. */
export function readVerified(context: IWebhookFunctions, provider: Provider, secret: string): QuestionEvent | 'none' {
	const { rawBody } = context.getRequestObject();
	const received = receiveAny(
		provider,
		{ headers: context.getHeaderData(), rawBody },
		{
			secrets: [secret],
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

export function refuse(context: IWebhookFunctions, status: number, error: string): IWebhookResponseData {
	context.getResponseObject().status(status).json({ error });
	return { noWebhookResponse: true };
}
