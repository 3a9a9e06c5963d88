import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import {
	applyEvent,
	isTapbackError,
	plainAddress,
	providerById,
	receiveAny,
	sentenceOf,
	type QuestionEvent,
	type InboundMessage,
	type Provider,
} from '../../core';
import { ASK_REMEDIES } from './ask-remedies';
import { credentialKey } from './credential-key';
import { handedOn } from './handed-on';
import { takeTurn } from './one-turn';
import { readRoom, roomItem, type Ask, type Room } from './room';
import { unseal } from './sealed-secret';

/**
 * Answers one delivery to a node that waits: 401 for what isn't genuine; 200 for what is no answer, and it waits on; 200
 * and the execution goes on for what is one; 503 where another answer came first at this moment, to be sent again.
 */
export async function hear(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const room = readRoom(context.evaluateExpression('{{ $json }}', 0));
	const heard = await read(context, room);
	if (heard === 'forged') return refuse(context, 401, 'Unauthorized');
	if (heard === 'of no interest') return { webhookResponse: '' };
	const now = Date.now();
	const told = tell(room, heard, now);
	if (told === undefined) return { webhookResponse: '' };
	if (!takeTurn(context, room, now)) return refuse(context, 503, 'Busy: send it again');
	return { webhookResponse: '', workflowData: [[roomItem(told)]] };
}

type Heard = QuestionEvent | 'forged' | 'of no interest';

async function read(context: IWebhookFunctions, room: Room): Promise<Heard> {
	try {
		const provider = providerById(room.provider);
		const secret = unseal(room.secret ?? '', await credentialKey(context, provider));
		if (secret === undefined) return forged(context, 'its secret can’t be read any more: the key in the credential was changed');
		return room.inboundWorkflow === null ? fromProvider(context, provider, secret) : handedOn(context, secret);
	} catch (error) {
		return forged(context, isTapbackError(error) ? sentenceOf(error, ASK_REMEDIES) : 'it could not be read');
	}
}

function fromProvider(context: IWebhookFunctions, provider: Provider, secret: string): Heard {
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
		},
	);
	if (received.kind === 'ignored') return 'of no interest';
	return received.kind === 'tapback'
		? { type: 'tapback', event: received.event }
		: { type: 'message', message: { ...received.message, conversationId: conversationOf(received.message) } };
}

const EVERYTHING = { actions: [], reactions: [], actors: [], conversationIds: [], messageIds: [], lines: [], includeOwn: false };

/** Where the provider gives the conversation of two no id, the other one is its name. */
function conversationOf({ conversationId, isGroup, actor }: InboundMessage): string | null {
	return conversationId ?? (isGroup || actor === null ? null : plainAddress(actor));
}

/** The room with what it changed; `undefined` where it changed nothing. */
function tell(room: Room, happening: QuestionEvent, now: number): Room | undefined {
	const told = room.asks.map((ask) => tellOne(ask, happening, now));
	if (!told.some(({ isNews }) => isNews)) return undefined;
	return { ...room, asks: told.map(({ ask }) => ask) };
}

function tellOne(ask: Ask, happening: QuestionEvent, now: number): { ask: Ask; isNews: boolean } {
	if (ask.failure !== null) return { ask, isNews: false };
	const { question, counted } = applyEvent(ask.question, happening, now);
	const { reconsiderMs, quorum } = question.rules;
	// What isn't an answer now may explain one that is still on its way, where one answer isn't the end.
	const mayMatter = (reconsiderMs > 0 || quorum.yes > 1) && JSON.stringify(question.taps) !== JSON.stringify(ask.question.taps);
	return { ask: { ...ask, question }, isNews: counted || mayMatter };
}

function forged(context: IWebhookFunctions, why: string): 'forged' {
	context.logger.warn(`Tapback: a webhook delivery was refused: ${why}`, { node: context.getNode().name });
	return 'forged';
}

function refuse(context: IWebhookFunctions, status: number, error: string): IWebhookResponseData {
	context.getResponseObject().status(status).json({ error });
	return { noWebhookResponse: true };
}
