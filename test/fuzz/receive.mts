import { receiveAny, receiveWebhook, type Provider, type ReceivedAny } from '../../core/index.ts';
import type { Delivery } from '../../core/providers/webhook.ts';
import { NOW } from './schemes.mts';

const ANYTHING = { actions: [], reactions: [], actors: [], conversationIds: [], messageIds: [], lines: [], includeOwn: true };

export interface Choices {
	includeRaw?: boolean;
	withMessages?: boolean;
	textFallback?: boolean;
	now?: number;
}

/** A delivery as both hosts hand it in: tapbacks alone, or messages beside them. */
export function receive(provider: Provider, delivery: Delivery, secrets: readonly string[], choices: Choices = {}): ReceivedAny {
	const { includeRaw = false, withMessages = true, textFallback = true, now = NOW } = choices;
	const options = { secrets, now, filter: ANYTHING, textFallback, includeRaw };
	return withMessages ? receiveAny(provider, delivery, options) : receiveWebhook(provider, delivery, options);
}
