import { describe, expect, it } from '@jest/globals';

import { tuco } from '../../../../core/providers/tuco';
import { MESSAGE } from '../../../harness/core/tuco.mts';

const SIGNATURE = 'ea7303ab0a0281e5e3976137d17275b00900e0085f893b8918d27e8b8bb2f194';
const EVENT = { event: 'message.reaction', timestamp: '2026-01-01T00:00:00.000Z' };

describe('Tuco: the action of an event', () => {
	const parsed = (change: object) => {
		const data = { messageId: MESSAGE, recipientPhone: '+12025550123', reaction: 'like', ...change };
		const delivery = { headers: { 'x-tuco-signature': SIGNATURE }, rawBody: undefined };
		return tuco.webhook.parse({ ...EVENT, data }, delivery, { textFallback: false });
	};

	it.each(['removed', 'Removed', 'REMOVE', 'remove'])('%s is a removal', (action) => {
		expect(parsed({ action })).toMatchObject({ action: 'removed', reaction: { type: 'like' } });
	});

	it.each(['deleted', 'toggled'])('%s is not known, and so is the reaction', (action) => {
		expect(parsed({ action })).toMatchObject({ reaction: { type: 'unknown', name: action } });
	});

	it.each([
		{ action: 'added', isRemoval: true },
		{ action: 'added', reaction: '-like' },
		{ isRemoval: false, reaction: '-like' },
		{ isRemoval: 'true' },
		{ isRemoval: 1 },
		{ removed: '1' },
		{ removed: { at: '2026-01-01T00:00:00Z' } },
		{ isRemoval: false, removed: true },
	])('is a removal where anything says so: %j', (change) => expect(parsed(change)).toMatchObject({ action: 'removed' }));

	it('is a removal where one of two words says so', () => {
		const delivery = { headers: { 'x-tuco-signature': SIGNATURE }, rawBody: undefined };
		const payload = { ...EVENT, action: 'added', data: { messageId: MESSAGE, reaction: 'like', action: 'removed' } };
		expect(tuco.webhook.parse(payload, delivery, { textFallback: false })?.action).toBe('removed');
	});

	it.each<object>([{ action: { type: 'removed' } }, { action: ['removed'] }, { action: 1 }, { action: { toString: 1 } }])(
		'that is no word is not known, and so is the reaction: %j',
		(change) => expect(parsed(change)).toMatchObject({ reaction: { type: 'unknown' } }),
	);

	it.each([{ isRemoval: 'false' }, { isRemoval: 0, removed: null }, { removed: '', action: null }, { action: ' Added ' }])(
		'is an addition where nothing says otherwise: %j',
		(change) => expect(parsed(change)).toMatchObject({ action: 'added', reaction: { type: 'like' } }),
	);

	it.each([{ isFromMe: 'true' }, { isFromMe: 1 }, { direction: 'Outbound' }, { direction: 'sent' }, { isFromMe: {} }])(
		'is our own, where it may be: %j',
		(change) => expect(parsed(change)).toMatchObject({ isFromMe: true, actor: null }),
	);

	it.each([{ isFromMe: 'false' }, { isFromMe: 0 }, { direction: 'INBOUND' }])('is of the person: %j', (change) => {
		expect(parsed(change)).toMatchObject({ isFromMe: false, actor: '+12025550123' });
	});
});
