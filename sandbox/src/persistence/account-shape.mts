import { isRecord } from '../model/json.mts';
import type { Conversation, Message, Part, Tapback } from '../model/message.mts';
import { REACTIONS, SERVICES, type Side } from '../model/reaction.mts';
import { count, flag, listOf, nullOr, objectOf, oneOf, optional, text, type Shape } from './shape.mts';

const side = oneOf<Side>(['human', 'agent']);
const service = oneOf(SERVICES);

const textPart = objectOf<Extract<Part, { type: 'text' }>>({ type: oneOf(['text']), text });
const imagePart = objectOf<Extract<Part, { type: 'image' }>>({ type: oneOf(['image']), url: text });
const part: Shape<Part> = (value, at): value is Part => {
	const isImage = isRecord(value) && value.type === 'image';
	return isImage ? imagePart(value, at) : textPart(value, at);
};

const tapback = objectOf<Tapback>({
	id: text,
	partIndex: count,
	from: side,
	actor: text,
	reaction: oneOf(REACTIONS),
	emoji: nullOr(text),
	at: text,
});

export const conversationShape = objectOf<Conversation>({
	id: text,
	line: text,
	participants: listOf(text),
	isGroup: flag,
	service,
});

export const messageShape = objectOf<Message>({
	id: text,
	conversationId: text,
	line: text,
	from: side,
	author: text,
	service,
	parts: listOf(part),
	sentAt: text,
	tapbacks: listOf(tapback),
	replyTo: optional(text),
});
