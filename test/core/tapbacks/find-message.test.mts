import { describe, expect, it } from '@jest/globals';

import { findMessage, providerById, type TapbackEvent } from '../../../core/index.ts';
import { createTestConnection } from '../../harness/connection.mts';
import { EVENT } from '../../harness/core/made-up-event.mts';

const [PERSON, LINE] = ['+12025550123', '+12025550199'];

interface Row {
	handle: string;
	content: string;
	/** Minutes before the tap. */
	ago?: number;
	changes?: Record<string, unknown>;
}

const TAPPED_AT = '2026-01-01T12:00:00.000Z';

function rowOf({ handle, content, ago = 5, changes }: Row): Record<string, unknown> {
	return {
		...{ message_handle: handle, content, is_outbound: true, from_number: LINE, to_number: PERSON, sendblue_number: LINE },
		...{ group_id: '', media_url: '', date_sent: new Date(Date.parse(TAPPED_AT) - ago * 60_000).toISOString(), ...changes },
	};
}

const quoting = (text: string, changes: Partial<TapbackEvent> = {}): TapbackEvent => ({
	...EVENT,
	...{ provider: 'sendblue', eventId: 'tap', messageId: null, actor: PERSON, line: LINE, conversationId: null, occurredAt: TAPPED_AT },
	...{ provenance: 'text', target: { text, candidates: [], confidence: 'form', isAttachment: false } },
	...changes,
});

async function find(event: TapbackEvent, rows: Row[]): Promise<TapbackEvent | undefined> {
	const provider = providerById('sendblue');
	const connection = createTestConnection(provider, {
		baseUrl: 'https://sendblue.example',
		credentials: { apiKeyId: 'id', apiSecretKey: 'secret' },
	});
	const body = JSON.stringify({ status: 'OK', data: rows.map(rowOf) });
	return await findMessage(provider, event, { ...connection, transport: async () => ({ status: 200, headers: {}, body }) });
}

describe('a quote', () => {
	it.each([
		['Shall I pay?', 'Shall I pay?'],
		['Line one\nShall I?', 'Line one\r\nShall I?'],
		['Shall I book ✈?', 'Shall I book ✈️?'],
		['Shall I pay the invoice…', 'Shall I pay the invoice 4711 of Example Ltd?'],
	])('finds the one message it fits: %j', async (quote, content) => {
		const found = await find(quoting(quote), [
			{ handle: 'b', content: 'Something else', ago: 1 },
			{ handle: 'a', content },
		]);
		expect(found).toMatchObject({ messageId: 'a', message: { id: 'a', text: content, isFromMe: true, candidates: [] } });
	});

	it('that is cut finds whole messages first', async () => {
		const rows = [
			{ handle: 'b', content: 'Well, let me see… now', ago: 1 },
			{ handle: 'a', content: 'Well, let me see…' },
		];
		expect((await find(quoting('Well, let me see…'), rows))?.messageId).toBe('a');
	});

	it('that fits several gives them newest first, whatever order they came in', async () => {
		const rows = [
			{ handle: 'old', content: 'OK?', ago: 9 },
			{ handle: 'new', content: 'OK?', ago: 1 },
		];
		expect(await find(quoting('OK?'), rows)).toMatchObject({ messageId: null, message: { id: null, candidates: ['new', 'old'] } });
	});

	it('that fits none leaves the event as it came, where its words are no person’s', async () => {
		const event = quoting('Shall I?');
		expect(await find(event, [{ handle: 'a', content: 'Or not?' }])).toEqual(event);
	});

	it.each(['possible', 'ordinary'] as const)('that fits none is no tapback where its words are %s', async (confidence) => {
		const event = quoting('Hamlet', { target: { text: 'Hamlet', candidates: [], confidence } });
		expect(await find(event, [{ handle: 'a', content: 'Or not?' }])).toBeUndefined();
	});

	it.each([
		['of another person', { to_number: '+12025550177' }],
		['of another line', { from_number: '+12025550188' }],
		['of a group', { group_id: 'g1' }],
		['sent after the tap', { date_sent: '2026-01-01T12:05:00.000Z' }],
		['that is the tapback itself', { message_handle: 'tap' }],
		['without an id', { message_handle: null }],
	])('never means a message %s', async (_which, changes) => {
		expect((await find(quoting('OK?'), [{ handle: 'a', content: 'OK?', changes }]))?.messageId).toBeNull();
	});

	it('in a group means the messages of the group alone', async () => {
		const event = quoting('OK?', { conversationId: 'g1' });
		const rows = [
			{ handle: 'a', content: 'OK?', changes: { group_id: 'g1' } },
			{ handle: 'b', content: 'OK?' },
		];
		expect((await find(event, rows))?.messageId).toBe('a');
	});
});

describe('a picture', () => {
	const ofPicture = (confidence: 'form' | 'possible' | 'ordinary') =>
		quoting('an image', { target: { text: 'an image', candidates: [], confidence, isAttachment: true } });
	const picture = { handle: 'p', content: '', changes: { media_url: 'https://media.example.com/1.jpg' } };

	it.each(['form', 'possible'] as const)('is never guessed, be it the only one (%s)', async (confidence) => {
		expect(await find(ofPicture(confidence), [picture])).toMatchObject({
			messageId: null,
			message: { id: null, text: null, candidates: ['p'] },
		});
	});

	it('is not tapped by words that people write', async () => {
		expect(await find(ofPicture('ordinary'), [picture])).toBeUndefined();
		expect(await find(ofPicture('possible'), [])).toBeUndefined();
	});
});

describe('no request is sent', () => {
	it('where it isn’t known whose conversation it was', async () => {
		const event = quoting('OK?', { actor: null });
		expect(await find(event, [{ handle: 'a', content: 'OK?' }])).toEqual(event);
	});
});

describe('a text with two readings', () => {
	const reading = async (language: string | null, words: string) => {
		const readings = [
			{ language, reaction: 'love', emoji: '❤️' },
			{ language: 'pt-PT', reaction: 'like', emoji: '👍' },
		] as const;
		const target = { text: 'Shall I?', candidates: [], confidence: 'form', isAttachment: false, readings } as const;
		const theirs = { is_outbound: false, from_number: PERSON, to_number: LINE };
		const found = await find(quoting('Shall I?', { reaction: 'unknown', emoji: null, target: { ...target, candidates: [] } }), [
			{ handle: 'b', content: words, changes: theirs },
			{ handle: 'a', content: 'Shall I?' },
		]);
		return found?.reaction;
	};

	it('means what it means in the language of the person’s other tapbacks', async () => {
		expect(await reading('pt-BR', 'Reagiu com ❤️ a “Bom dia”')).toBe('love');
	});

	it('stays unread where the person wrote only ordinary words, also if the language of a reading isn’t known', async () => {
		expect(await reading(null, 'Good morning')).toBe('unknown');
	});
});
