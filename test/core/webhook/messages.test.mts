import { describe, expect, it } from '@jest/globals';

import type { TapbackFilter } from '../../../core/webhook/filter.ts';
import { receiveAny } from '../../../core/webhook/receive.ts';
import { type ParsedMessage } from '../../../core/model/message.ts';
import { providerById } from '../../../core/providers/registry.ts';
import { NOW, madeUp } from '../../harness/core/made-up.mts';
import { PERSON, LINE } from '../../harness/core/messages.mts';

describe('a message that came in', () => {
	const parsed: ParsedMessage = {
		...{ eventId: 'e1', messageId: 'm1', text: 'Hi', media: [], actor: PERSON, isFromMe: false, conversationId: 'c1', isGroup: false },
		...{ returnAddress: PERSON, service: 'imessage', line: LINE, replyTo: null, occurredAt: null },
	};
	const anything = { actions: [], reactions: [], actors: [], conversationIds: [], messageIds: [], lines: [], includeOwn: false };

	function receive(
		changes: Partial<ParsedMessage>,
		{ includeRaw = false, ...filter }: Partial<TapbackFilter> & { includeRaw?: boolean } = {},
	) {
		const provider = madeUp({
			messages: {
				...providerById('linq').messages,
				parseMessage: () => ({ ...parsed, ...changes }),
			},
			webhook: { verify: () => undefined, parse: () => undefined },
		});
		const options = { secrets: ['s'], now: NOW, filter: { ...anything, ...filter }, textFallback: false, includeRaw };
		return receiveAny(provider, { headers: {}, rawBody: Buffer.from('{"a":1}') }, options);
	}

	it('has its provider, the usual name of its service, and the time it came', () => {
		const message = { ...parsed, provider: 'madeup', service: 'iMessage', receivedAt: new Date(NOW).toISOString() };
		expect(receive({})).toEqual({ kind: 'message', message });
	});

	it('brings the payload along on request', () => {
		expect(receive({}, { includeRaw: true })).toMatchObject({ message: { raw: { a: 1 } } });
	});

	it('is not our own, unless that is wanted', () => {
		expect(receive({ isFromMe: true })).toEqual({ kind: 'ignored', why: 'our own message' });
		expect(receive({ isFromMe: true }, { includeOwn: true })).toMatchObject({ kind: 'message' });
	});

	it('is for one of the lines that are listened to, where it says which', () => {
		expect(receive({}, { lines: ['+12025550000'] })).toEqual({ kind: 'ignored', why: 'another line' });
		expect(receive({}, { lines: ['+1 (202) 555-0199'] })).toMatchObject({ kind: 'message' });
		expect(receive({ line: null }, { lines: ['+12025550000'] })).toMatchObject({ kind: 'message' });
	});

	it('is not sorted out by what a tapback is', () => {
		expect(receive({}, { reactions: ['love'], actions: ['removed'], messageIds: ['x'] })).toMatchObject({ kind: 'message' });
	});
});
