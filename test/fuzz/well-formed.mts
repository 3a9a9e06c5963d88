import { CLASSIC_REACTIONS, glyphOf, type InboundMessage, type ReceivedAny, type TapbackEvent } from '../../core/index.ts';

/** @throws where what core tells is not as its types say, to the last field. */
export function checkWellFormed(received: ReceivedAny): void {
	if (received.kind === 'ignored') return need(typeof received.why === 'string' && received.why !== '', 'why');
	if (received.kind === 'tapback') checkTapback(received.event);
	else checkMessage(received.message);
}

const COMMON = ['actor', 'conversationId', 'eventId', 'isFromMe', 'line', 'messageId', 'occurredAt', 'provider', 'receivedAt', 'service'];
const OF_TAPBACK = [...COMMON, 'action', 'emoji', 'message', 'partIndex', 'provenance', 'reaction', 'replaced', 'target'].sort().join();
const OF_MESSAGE = [...COMMON, 'isGroup', 'media', 'replyTo', 'returnAddress', 'text'].sort().join();

const OTHER_REACTIONS = ['emoji', 'sticker', 'unknown'];
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function checkTapback(event: TapbackEvent): void {
	checkCommon(event, OF_TAPBACK);
	const { action, reaction, emoji, partIndex, provenance, replaced, target, message } = event;
	need(action === 'added' || action === 'removed', 'action');
	const classic = CLASSIC_REACTIONS.find((name) => name === reaction);
	need(classic !== undefined || OTHER_REACTIONS.includes(reaction), 'reaction');
	if (reaction === 'emoji') need(isText(emoji), 'emoji');
	else need(emoji === (classic ? glyphOf({ type: classic }) : null), 'emoji');
	need(isIndexOrNull(partIndex), 'partIndex');
	need(provenance === 'structured' || provenance === 'text', 'provenance');
	need(replaced === null, 'replaced');
	need((target === null) === (provenance === 'structured'), 'target');
	if (target) need(isText(target.text) && Array.isArray(target.candidates) && target.candidates.length === 0, 'target');
	if (message)
		need(
			Object.keys(message).sort().join() === 'candidates,id,isFromMe,sentAt,text' && isTextOrNull(message.text) && isTextOrNull(message.id),
			'message',
		);
	if (reaction === 'unknown') need(Object.hasOwn(event, 'raw'), 'raw');
}

function checkMessage(message: InboundMessage): void {
	checkCommon(message, OF_MESSAGE);
	const { text, media, isGroup, returnAddress, replyTo } = message;
	need(typeof text === 'string' && (text !== '' || media.length > 0), 'text');
	need(Array.isArray(media) && media.every(({ url, contentType }) => isText(url) && isTextOrNull(contentType)), 'media');
	need(typeof isGroup === 'boolean', 'isGroup');
	need(isTextOrNull(returnAddress), 'returnAddress');
	need(replyTo === null || (isText(replyTo.messageId) && isIndexOrNull(replyTo.partIndex)), 'replyTo');
}

function checkCommon(told: TapbackEvent | InboundMessage, fields: string): void {
	need(Object.getPrototypeOf(told) === Object.prototype, 'prototype');
	const keys = Object.keys(told).filter((key) => key !== 'raw');
	need(keys.sort().join() === fields, `keys ${keys.join()}`);
	need(isText(told.eventId), 'eventId');
	need(typeof told.isFromMe === 'boolean', 'isFromMe');
	for (const name of ['actor', 'conversationId', 'line', 'messageId', 'service'] as const) need(isTextOrNull(told[name]), name);
	need(told.occurredAt === null || isTime(told.occurredAt), 'occurredAt');
	need(isTime(told.receivedAt), 'receivedAt');
}

function need(holds: boolean, what: string): void {
	if (!holds) throw new Error(`It is malformed: ${what}.`);
}

function isText(value: unknown): value is string {
	return typeof value === 'string' && value !== '';
}

function isTextOrNull(value: unknown): boolean {
	return value === null || isText(value);
}

function isIndexOrNull(value: unknown): boolean {
	return value === null || (Number.isSafeInteger(value) && Number(value) >= 0);
}

function isTime(text: string): boolean {
	return TIME.test(text) && !Number.isNaN(Date.parse(text));
}
