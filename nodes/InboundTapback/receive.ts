import type { INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import {
	canFindQuoted,
	readInboundMessage,
	readTapback,
	whyMessageFiltered,
	whyUnwanted,
	type Delivery,
	type Provider,
	type TapbackEvent,
} from '../../core';
import { answerSafely, refuse } from '../shared/webhook/delivery-response';
import { HINT_TEXTS } from '../shared/errors/hint-texts';
import { createVerifier } from '../shared/webhook/verify-delivery';
import { ambiguousItem, eventItem, messageItem } from './event-item';
import { claim } from './received-here';
import { renewRegistration } from './registration';
import { registrations } from './registrations';
import { seenTapbacks } from './seen-tapbacks';
import { chosenProvider, readEvents, readFilter, readingSettings, type ReadingSettings } from './settings';
import { includesMessage } from './tapped-message';

const verify = createVerifier({ store: registrations, renew: renewRegistration, hintTexts: HINT_TEXTS });

/**
 * Answers one delivery: 401 if it isn't genuine; 200 without a run if it isn't wanted or is a copy; 503 if it can't be
 * checked now, so that the provider repeats it; otherwise 200 and a run. The delivery is verified before any setting of the
 * user is evaluated. Never throws, because n8n would save a failed execution for every forged delivery.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	return await answerSafely(context, answer, HINT_TEXTS);
}

async function answer(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const provider = chosenProvider(context);
	const delivery = { headers: context.getHeaderData(), rawBody: context.getRequestObject().rawBody };
	const proof = await verify(context, provider, delivery);
	if (proof === 'forged') return refuse(context, 401);
	if (proof === 'unproven') return refuse(context, 503);

	const item = wantedItem(context, provider, delivery);
	return item !== undefined && (await isFirst(context, item)) ? { workflowData: [[item]] } : { webhookResponse: '' };
}

/** The item with which a genuine delivery starts the workflow; `undefined` if it isn't wanted. */
function wantedItem(context: IWebhookFunctions, provider: Provider, delivery: Delivery): INodeExecutionData | undefined {
	const wanted = readEvents(context);
	const reading = { now: Date.now(), ...readingSettings(context, provider) };
	const liveSet = seenTapbacks(context, registrations.stored(context, provider)?.account);
	const findsMessage = wanted.tapbacks && canFindQuoted(provider) && includesMessage(context, provider);
	const event = readTapback(provider, delivery, { ...reading, liveSet, findsMessage });
	const message = () => (wanted.messages ? wantedMessage(context, provider, { ...reading, delivery }) : undefined);
	if (event === undefined) {
		const written = message();
		return written && messageItem(written);
	}
	const isWanted = wanted.tapbacks && whyUnwanted(event, { filter: readFilter(context, provider), findsMessage }) === undefined;
	if (!isWanted) return undefined;
	const written = findsMessage && isQuoteOnly(event) ? message() : undefined;
	return written === undefined ? eventItem(event) : ambiguousItem(event, written);
}

function wantedMessage(context: IWebhookFunctions, provider: Provider, options: ReadingSettings & { now: number; delivery: Delivery }) {
	const message = readInboundMessage(provider, options.delivery, options);
	return message && whyMessageFiltered(message, readFilter(context, provider)) === undefined ? message : undefined;
}

/** Whether the event is a text that only quotes its message. A person may have typed it, so it must be checked whether that message exists. */
function isQuoteOnly({ messageId, target }: TapbackEvent): boolean {
	return messageId === null && target !== null;
}

/** Whether the event is no copy. A test run starts on copies, too. */
async function isFirst(context: IWebhookFunctions, { json: { eventId } }: INodeExecutionData): Promise<boolean> {
	return context.getMode() !== 'webhook' || (await claim(context, String(eventId)));
}
