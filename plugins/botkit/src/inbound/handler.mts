import type { IncomingMessage, ServerResponse } from 'node:http';

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
import type { KeptRegistrations } from '../kept-registrations.mts';
import type { Settings } from '../options.mts';
import type { Report } from '../reporter.mts';
import type { Once } from './once.mts';
import { readBody } from './read-body.mts';

/** For any web server of Node: it answers every request and never rejects. */
export type WebhookHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface HandlerParts {
	settings: Settings;
	kept: KeptRegistrations;
	once: Once;
	liveSet: LiveSet;
	/** Whether there is a bot for the tapbacks. */
	isReady: () => boolean;
	/** Called after the answer is out. */
	accept: (event: TapbackEvent) => Promise<void>;
	/** The same for messages, where there is somebody for them. */
	acceptMessage?: (message: InboundMessage) => Promise<void>;
	report: Report;
}

interface Answer {
	status: number;
	headers?: Record<string, string>;
	event?: TapbackEvent;
	message?: InboundMessage;
}

/** How long the rest of a body that is refused is read and thrown away, so that the sender sees the answer. */
const DRAIN_MS = 1000;

/**
 * 202 for a tapback or a message that the bot gets, 200 for what is genuine and nothing to act on (another event, filtered, a copy),
 * 401 for all that isn't genuine, without a word why. The answer is out before the bot's turn begins.
 */
export function createHandler(parts: HandlerParts): WebhookHandler {
	return async (request, response) => {
		try {
			const { event, message, ...answer } = await answerTo(request, parts);
			send(request, response, answer);
			if (event)
				setImmediate(() => void parts.accept(event).catch((error: unknown) => parts.report('A tapback didn’t reach the bot', error)));
			if (message)
				setImmediate(
					() => void parts.acceptMessage?.(message).catch((error: unknown) => parts.report('A message didn’t reach the bot', error)),
				);
		} catch (error) {
			parts.report('A webhook delivery could not be answered', error);
			send(request, response, { status: 500 });
		}
	};
}

async function answerTo(request: IncomingMessage, parts: HandlerParts): Promise<Answer> {
	const { settings, once, isReady, report } = parts;
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
	const received = await verified({ headers: request.headers, rawBody: body.bytes }, parts);
	if (received?.kind === 'message') {
		const isNew = await once.claim(`message|${received.message.eventId}`);
		return isNew ? { status: 202, message: received.message } : { status: 200 };
	}
	if (received?.kind !== 'tapback') return { status: received === undefined ? 401 : 200 };
	const isNew = await once.claim(received.event.eventId);
	return isNew ? { status: 202, event: received.event } : { status: 200 };
}

async function verified(delivery: { headers: Headers; rawBody: Buffer }, parts: HandlerParts): Promise<ReceivedAny | undefined> {
	const { settings, kept, liveSet, report } = parts;
	const { secrets, filter, includeRaw, textFallback } = settings.webhook;
	const read = parts.acceptMessage ? receiveAny : receiveWebhook;
	const receive = (): ReceivedAny =>
		read(settings.provider, delivery, {
			secrets: [...secrets, ...kept.secrets()],
			now: Date.now(),
			filter,
			includeRaw,
			textFallback,
			liveSet,
		});
	try {
		return receive();
	} catch (error) {
		// Another process may have registered the webhook since.
		if (!(await kept.reload().catch(() => false))) return refused(error, report);
	}
	try {
		return receive();
	} catch (error) {
		return refused(error, report);
	}
}

function refused(error: unknown, report: Report): undefined {
	report('A webhook delivery was refused', error);
}

function bodyTaken(): TapbackError {
	return new TapbackError(
		'NOT_VERIFIED',
		'a parser consumed the body before, and kept no bytes. Mount the handler before express.json(), or use express.json({ verify: (req, res, bytes) => { req.rawBody = bytes; } }).',
	);
}

function send(request: IncomingMessage, response: ServerResponse, { status, headers = {} }: Answer): void {
	if (response.headersSent || response.destroyed) return;
	const isUnread = !request.complete;
	response.writeHead(status, { 'Content-Type': 'application/json', ...(isUnread ? { Connection: 'close' } : {}), ...headers });
	response.end(status === 401 ? '{"error":"Unauthorized"}' : '{}');
	if (!isUnread) return;
	request.on('error', () => undefined).resume();
	setTimeout(() => request.destroy(), DRAIN_MS).unref();
}
