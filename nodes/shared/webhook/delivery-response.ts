import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import type { HintTexts } from '../../../core';
import { reasonOf } from '../errors/failure';
import { log } from '../errors/log';

const ERRORS = { 401: 'Unauthorized', 503: 'Service Unavailable' } as const;

/** Answers a delivery with an error status, and starts no run. */
export function refuse(context: IWebhookFunctions, status: keyof typeof ERRORS): IWebhookResponseData {
	context.getResponseObject().status(status).json({ error: ERRORS[status] });
	return { noWebhookResponse: true };
}

/**
 * The response of `answer`, or 503 if it throws, so that the provider delivers again. Never throws, because n8n would save a
 * failed execution for every forged delivery.
 */
export async function answerSafely(
	context: IWebhookFunctions,
	answer: (context: IWebhookFunctions) => Promise<IWebhookResponseData>,
	hintTexts: HintTexts,
): Promise<IWebhookResponseData> {
	try {
		return await answer(context);
	} catch (error) {
		log(context, 'error', `a webhook delivery could not be checked, and was answered with 503: ${reasonOf(error, hintTexts)}`);
		return refuse(context, 503);
	}
}
