import type { MessageCommand } from '../../../core/providers/messages.ts';
import { providerById } from '../../../core/providers/registry.ts';

/*
 * The payloads are the vendors' own samples, with numbers changed (docs/research, Messages).
 */

export const codec = (id: string) => providerById(id).messages;

export const parse = (id: string, payload: unknown, headers: Record<string, string> = {}) =>
	codec(id).parseMessage(payload, { headers, rawBody: undefined });

export const sent = (id: string, json: unknown) => codec(id).parse({ status: 200, headers: {}, json });

export const command = (changes: Partial<MessageCommand>): MessageCommand => ({
	text: 'Hi',
	mediaUrls: [],
	conversationId: undefined,
	to: undefined,
	line: undefined,
	key: undefined,
	...changes,
});

export const PERSON = '+12025550123';
export const LINE = '+12025550199';

export const UUID = '3caaf1a0-ef9f-46e0-8c22-31e82c8514dc';
export const PICTURE = 'https://media.example/a.jpg';
