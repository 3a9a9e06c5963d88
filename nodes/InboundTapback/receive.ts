import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { canFindQuoted, isTapbackError, readTapback, sentenceOf, whyUnwanted, type TapbackEvent } from '../../core';
import { REMEDIES } from '../shared/remedies';
import { eventItem } from './event-item';
import { claim } from './received-here';
import { seenTapbacks } from './seen-tapbacks';
import { chosenProvider, readFilter, readingSettings } from './settings';
import { storedRegistration } from './stored-registration';
import { includesMessage } from './tapped-message';
import { verify } from './verify';

/**
 * Answers one delivery: 401 for what isn't genuine, 200 without a run for what isn't wanted or is a copy, 200 and a run
 * otherwise, and 503 for what can't be judged now, so that the provider delivers it again. Nothing of the user's is
 * evaluated before a delivery is known to be genuine. It never throws: n8n would make an error execution of every forgery.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		return await answer(context);
	} catch (error) {
		const why = isTapbackError(error) ? sentenceOf(error, REMEDIES) : String(error);
		context.logger.error(`Tapback: a webhook delivery could not be judged, and was answered 503: ${why}`, { node: context.getNode().name });
		return refuse(context, 503, 'Service Unavailable');
	}
}

async function answer(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const provider = chosenProvider(context);
	const delivery = { headers: context.getHeaderData(), rawBody: context.getRequestObject().rawBody };
	const proof = await verify(context, provider, delivery);
	if (proof === 'forged') return refuse(context, 401, 'Unauthorized');
	if (proof === 'unproven') return refuse(context, 503, 'Service Unavailable');

	const reading = {
		now: Date.now(),
		liveSet: seenTapbacks(context, storedRegistration(context, provider)?.account),
		...readingSettings(context, provider),
	};
	const findsMessage = canFindQuoted(provider) && includesMessage(context, provider);
	const event = readTapback(provider, delivery, { ...reading, findsMessage });
	const isWanted = event !== undefined && whyUnwanted(event, { filter: readFilter(context, provider), findsMessage }) === undefined;
	return isWanted && (await isFirst(context, event)) ? { workflowData: [[eventItem(event)]] } : { webhookResponse: '' };
}

/** A test repeats whatever it is sent. */
async function isFirst(context: IWebhookFunctions, { eventId }: TapbackEvent): Promise<boolean> {
	return context.getMode() !== 'webhook' || (await claim(context, eventId));
}

function refuse(context: IWebhookFunctions, status: 401 | 503, error: string): IWebhookResponseData {
	context.getResponseObject().status(status).json({ error });
	return { noWebhookResponse: true };
}
