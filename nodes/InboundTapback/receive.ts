import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { createLiveSet, isTapbackError, receiveWebhook, sentenceOf, type Received, type TapbackEvent } from '../../core';
import { REMEDIES } from '../shared/remedies';
import { claim } from './received-here';
import { knownSecrets } from './registration';
import { chosenProvider, listenSettings } from './settings';

/** What this process saw, of all workflows; without it `replaced` would never be known. */
const liveSet = createLiveSet();

/**
 * Answers one delivery: 401 for what isn't genuine, 200 without a run for what isn't wanted or is a copy,
 * 200 and a run otherwise. It never throws: n8n would make an error execution of every forgery.
 */
export function receive(context: IWebhookFunctions): IWebhookResponseData {
	const received = read(context);
	if (received === undefined) return refuse(context);
	if (received.kind === 'ignored') return { webhookResponse: '' };
	const { event } = received;
	if (context.getMode() === 'webhook' && !claim(context, event.eventId)) return { webhookResponse: '' };
	return { workflowData: [[{ json: toJson(event) }]] };
}

function read(context: IWebhookFunctions): Received | undefined {
	const provider = chosenProvider(context);
	const { rawBody } = context.getRequestObject();
	const delivery = { headers: context.getHeaderData(), rawBody };
	const options = { secrets: knownSecrets(context, provider), now: Date.now(), liveSet, ...listenSettings(context, provider) };
	try {
		return receiveWebhook(provider, delivery, options);
	} catch (error) {
		const why = isTapbackError(error) ? sentenceOf(error, REMEDIES) : 'it could not be read';
		context.logger.warn(`Tapback: a webhook delivery was refused: ${why}`, { node: context.getNode().name });
		return undefined;
	}
}

function toJson({ raw, ...event }: TapbackEvent): IDataObject {
	return typeof raw === 'object' && raw !== null ? { ...event, raw } : event;
}

function refuse(context: IWebhookFunctions): IWebhookResponseData {
	context.getResponseObject().status(401).json({ error: 'Unauthorized' });
	return { noWebhookResponse: true };
}
