import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { InboundMessage, TapbackEvent } from '../../core';

/** Carried by an item whose text may be no tapback, until that is known. */
const IF_NO_TAPBACK = 'messageIfNoTapback';

/** A tapback as the item a workflow starts with. */
export function eventItem({ raw, ...event }: TapbackEvent): INodeExecutionData {
	return itemOf({ kind: 'tapback', ...event }, raw);
}

/** A message as the item a workflow starts with. */
export function messageItem({ raw, media, replyTo, ...message }: InboundMessage): INodeExecutionData {
	const facts = { kind: 'message', ...message, media: media.map((medium) => ({ ...medium })), replyTo: replyTo && { ...replyTo } };
	return itemOf(facts, raw);
}

/** A text that reads like a tapback and may be none: then it is this message. */
export function ambiguousItem(event: TapbackEvent, message: InboundMessage): INodeExecutionData {
	const item = eventItem(event);
	return { json: { ...item.json, [IF_NO_TAPBACK]: messageItem(message).json } };
}

/** The item without what it carried along, and the item of the message that it is if it is no tapback. */
export function splitAmbiguous(item: INodeExecutionData): { item: INodeExecutionData; otherwise: INodeExecutionData | undefined } {
	const { [IF_NO_TAPBACK]: message, ...json } = item.json;
	if (typeof message !== 'object' || message === null) return { item, otherwise: undefined };
	return { item: { ...item, json }, otherwise: { ...item, json: Object(message) } };
}

function itemOf(json: IDataObject, raw: unknown): INodeExecutionData {
	return { json: typeof raw === 'object' && raw !== null ? { ...json, raw } : json };
}
