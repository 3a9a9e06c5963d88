import { createHash, timingSafeEqual } from 'node:crypto';
import type { IWebhookFunctions } from 'n8n-workflow';

import { TapbackError, readTapbackEvent, type QuestionEvent } from '../../core';
import { TOKEN } from './waiting-url';

/**
 * A tapback that an Inbound Tapback of another workflow verified and handed on, as its item.
 * @throws TapbackError NOT_VERIFIED without the token of this wait.
 */
export function handedOn(context: IWebhookFunctions, token: string): QuestionEvent | 'of no interest' {
	const given = Object.entries(context.getQueryData()).find(([name]) => name === TOKEN)?.[1];
	if (typeof given !== 'string' || !isSame(given, token)) throw new TapbackError('NOT_VERIFIED', 'The token does not fit.');
	const event = readTapbackEvent(context.getBodyData());
	return event === undefined ? 'of no interest' : { type: 'tapback', event };
}

function isSame(one: string, other: string): boolean {
	const digest = (text: string) => createHash('sha256').update(text).digest();
	return timingSafeEqual(digest(one), digest(other));
}
