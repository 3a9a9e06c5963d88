import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate as nextTick } from 'node:timers/promises';

import {
	TapbackError,
	receiveAny,
	receiveWebhook,
	type Headers,
	type InboundMessage,
	type LiveSet,
	type ReceivedAny,
	type TapbackEvent,
} from '../../../../core/index.ts';
import type { RegistrationStore } from '../storage/registration-store.mts';
import type { Settings } from '../options/check-options.mts';
import type { Report } from '../lifecycle/report.mts';
import type { Turns } from '../lifecycle/turns.mts';
import type { SeenEvents } from './seen-events.mts';
import { readBody } from './read-body.mts';
import type { TappedMessages } from './tapped-message.mts';

/** A request handler for any web server of Node. Answers every request and never rejects. */
export type WebhookHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface HandlerParts {
	settings: Settings;
	registrations: RegistrationStore;
	seenEvents: SeenEvents;
	liveSet: LiveSet;
	tapped: TappedMessages;
	/** Whether the bot is running. */
	isReady: () => boolean;
	/** Runs the bot's turn for a tapback. */
	accept: (event: TapbackEvent) => Promise<void>;
	/** Runs the bot's turn for a message. Without it messages are ignored. */
	acceptMessage?: (message: InboundMessage) => Promise<void>;
	turns: Turns;
	report: Report;
}

interface Reply {
	status: number;
	headers?: Record<string, string>;
	/** The bot's turn for the delivery. It never rejects. */
	turn?: () => Promise<void>;
}

/** How long the rest of a refused body is read and dropped, so that the sender can read the response. */
const DRAIN_MS = 1000;

/**
 * Answers deliveries: 202 for a tapback or a message that the bot gets; 200 for a genuine delivery that starts nothing (another
 * event, filtered, a copy); 401, without the reason, if it isn't genuine; 503 while that can't be checked. The response is
 * sent before the bot's turn begins, or with `waitForTurn` after the turn.
 */
export function createHandler(parts: HandlerParts): WebhookHandler {
	const { turns, report } = parts;
	return async (request, response) => {
		try {
			const { turn, ...answer } = await answerTo(request, parts);
			if (turn && parts.settings.webhook.waitForTurn) await turns.run(turn);
			send(request, response, answer);
			if (turn && !parts.settings.webhook.waitForTurn) void turns.run(async () => await nextTick().then(turn));
		} catch (error) {
			report('A webhook delivery could not be answered', error);
			send(request, response, { status: 500 });
		}
	};
}

async function answerTo(request: IncomingMessage, parts: HandlerParts): Promise<Reply> {
	const { settings, seenEvents, isReady, report } = parts;
	if (request.method !== 'POST') return { status: 405, headers: { Allow: 'POST' } };
	if (!isReady()) return { status: 503 };
	const body = await readBody(request, settings.webhook.maxBytes);
	switch (body.kind) {
		case 'too-large':
			return { status: 413 };
		case 'unknown-encoding':
			return { status: 415 };
		case 'taken':
			report('A webhook delivery can’t be verified', bodyTaken());
			return { status: 500 };
		case 'garbled':
			return { status: 401 };
		case 'read':
	}
	const delivery = { headers: request.headers, rawBody: body.bytes };
	const received = await verified(delivery, parts);
	if (received === 'refused') return { status: 401 };
	if (received === 'unknown') return { status: 503 };
	switch (received.kind) {
		case 'ignored':
			return { status: 200 };
		case 'message': {
			const { message } = received;
			const turn = guarded('A message didn’t reach the bot', async () => await parts.acceptMessage?.(message));
			return (await seenEvents.claim(`message|${message.eventId}`)) ? { status: 202, turn } : { status: 200 };
		}
		case 'tapback': {
			const { event } = received;
			const turn = guarded('A tapback didn’t reach the bot', async () => {
				const found = await parts.tapped.find(event);
				if (found === 'none') await acceptAsMessage();
				else if (found !== 'unwanted') await parts.accept(found);
			});
			return (await seenEvents.claim(event.eventId)) ? { status: 202, turn } : { status: 200 };
		}
	}

	/** For a text that reads like a tapback and is none: the bot gets it as a message. */
	async function acceptAsMessage(): Promise<void> {
		const again = parts.acceptMessage && (await verified(delivery, parts, { textFallback: false }));
		if (typeof again !== 'object' || again.kind !== 'message') return;
		if (await seenEvents.claim(`message|${again.message.eventId}`)) await parts.acceptMessage?.(again.message);
	}

	function guarded(what: string, task: () => Promise<void>): () => Promise<void> {
		return async () => await task().catch((error: unknown) => report(what, error));
	}
}

async function verified(
	delivery: { headers: Headers; rawBody: Buffer },
	parts: HandlerParts,
	{ textFallback = parts.settings.webhook.textFallback } = {},
): Promise<ReceivedAny | 'refused' | 'unknown'> {
	const { settings, registrations, liveSet, report } = parts;
	const { secrets, filter, includeRaw } = settings.webhook;
	const read = parts.acceptMessage ? receiveAny : receiveWebhook;
	const receive = (): ReceivedAny =>
		read(settings.provider, delivery, {
			secrets: [...secrets, ...registrations.secrets()],
			now: Date.now(),
			filter,
			includeRaw,
			textFallback,
			findsMessage: parts.tapped.findsQuoted,
			liveSet,
		});
	try {
		return receive();
	} catch (error) {
		// A newer secret may be in the storage, or a registration may be under way.
		const found = await registrations.refresh();
		if (found === 'same') return refused(error, report);
		if (found === 'unknown') {
			report('A webhook delivery was postponed', secretMayBeMissing(error));
			return 'unknown';
		}
	}
	try {
		return receive();
	} catch (error) {
		return refused(error, report);
	}
}

function refused(error: unknown, report: Report): 'refused' {
	report('A webhook delivery was refused', error);
	return 'refused';
}

function secretMayBeMissing(cause: unknown): TapbackError {
	return new TapbackError(
		'SECRET_MISSING',
		'its signing secret may not be known yet, because the storage can’t be read or a registration is under way. The provider was asked to deliver again.',
		{ cause },
	);
}

function bodyTaken(): TapbackError {
	return new TapbackError(
		'NOT_VERIFIED',
		'a parser consumed the body before, and kept no bytes. Mount the handler before express.json(), or use express.json({ verify: (req, res, bytes) => { req.rawBody = bytes; } }).',
	);
}

function send(request: IncomingMessage, response: ServerResponse, { status, headers = {} }: Reply): void {
	if (response.headersSent || response.destroyed) return;
	const isUnread = !request.complete;
	response.writeHead(status, { 'Content-Type': 'application/json', ...(isUnread ? { Connection: 'close' } : {}), ...headers });
	response.end(status === 401 ? '{"error":"Unauthorized"}' : '{}');
	if (!isUnread) return;
	request.on('error', () => undefined).resume();
	setTimeout(() => request.destroy(), DRAIN_MS).unref();
}
