import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { InboundMessage, TapbackEvent } from '../../core';

/** Key of the message in an item that may be no tapback, until that is decided. */
const IF_NO_TAPBACK = 'messageIfNoTapback';

/** The item that starts a workflow on a tapback. */
export function eventItem({ raw, ...event }: TapbackEvent): INodeExecutionData {
	return itemOf({ kind: 'tapback', ...event }, raw);
}

/** The item that starts a workflow on a message. */
export function messageItem({ raw, media, replyTo, ...message }: InboundMessage): INodeExecutionData {
	const json = { kind: 'message', ...message, media: media.map((medium) => ({ ...medium })), replyTo: replyTo && { ...replyTo } };
	return itemOf(json, raw);
}

/** The item for a text that reads like a tapback, with the message that it is otherwise. */
export function ambiguousItem(event: TapbackEvent, message: InboundMessage): INodeExecutionData {
	const item = eventItem(event);
	return { json: { ...item.json, [IF_NO_TAPBACK]: messageItem(message).json } };
}

/** Splits an ambiguous item into the tapback's item and the message's. `otherwise` is `undefined` if the item isn't ambiguous. */
export function splitAmbiguous(item: INodeExecutionData): { item: INodeExecutionData; otherwise: INodeExecutionData | undefined } {
	const { [IF_NO_TAPBACK]: message, ...json } = item.json;
	if (typeof message !== 'object' || message === null) return { item, otherwise: undefined };
	return { item: { ...item, json }, otherwise: { ...item, json: Object(message) } };
}

function itemOf(json: IDataObject, raw: unknown): INodeExecutionData {
	return { json: typeof raw === 'object' && raw !== null ? { ...json, raw } : json };
}
