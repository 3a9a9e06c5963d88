import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { canFindQuoted, isTapbackError, receiveWebhook, sentenceOf, type Received } from '../../core';
import { REMEDIES } from '../shared/remedies';
import { eventItem } from './event-item';
import { claim } from './received-here';
import { knownSecrets } from './registration';
import { seenTapbacks } from './seen-tapbacks';
import { chosenProvider, listenSettings } from './settings';
import { includesMessage } from './tapped-message';

/**
 * Answers one delivery: 401 for what isn't genuine, 200 without a run for what isn't wanted or is a copy,
 * 200 and a run otherwise. It never throws: n8n would make an error execution of every forgery.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const received = read(context);
	if (received === undefined) return refuse(context);
	if (received.kind === 'ignored') return { webhookResponse: '' };
	const { event } = received;
	if (context.getMode() === 'webhook' && !(await claim(context, event.eventId))) return { webhookResponse: '' };
	return { workflowData: [[eventItem(event)]] };
}

function read(context: IWebhookFunctions): Received | undefined {
	const provider = chosenProvider(context);
	const { rawBody } = context.getRequestObject();
	const delivery = { headers: context.getHeaderData(), rawBody };
	const memory = { liveSet: seenTapbacks(context) };
	const options = {
		secrets: knownSecrets(context, provider),
		now: Date.now(),
		...memory,
		...listenSettings(context, provider),
		findsMessage: canFindQuoted(provider) && includesMessage(context, provider),
	};
	try {
		return receiveWebhook(provider, delivery, options);
	} catch (error) {
		const why = isTapbackError(error) ? sentenceOf(error, REMEDIES) : 'it could not be read';
		context.logger.warn(`Tapback: a webhook delivery was refused: ${why}`, { node: context.getNode().name });
		return undefined;
	}
}

function refuse(context: IWebhookFunctions): IWebhookResponseData {
	context.getResponseObject().status(401).json({ error: 'Unauthorized' });
	return { noWebhookResponse: true };
}
