import { describe, expect, it } from '@jest/globals';
import { EventEmitter } from 'node:events';
import type { IWebhookFunctions } from 'n8n-workflow';

import { takeTurn } from '../../nodes/AskForTapback/one-turn.ts';
import type { Room } from '../../nodes/AskForTapback/room.ts';

let count = 0;

/** An execution of its own, and calls that come to it. */
function parked() {
	const executionId = `execution-${(count += 1)}`;
	return (parkings: number, now: number) => {
		const response = Object.assign(new EventEmitter(), { statusCode: 200 });
		const context: unknown = { getResponseObject: () => response };
		const room: unknown = { executionId, parkings };
		const isTaken = takeTurn(context as IWebhookFunctions, room as Room, now);
		return {
			isTaken,
			answered: (statusCode: number) => {
				response.statusCode = statusCode;
				response.emit('close');
			},
		};
	};
}

describe('a turn of what is parked', () => {
	it('is taken by one call, and again after the next parking', () => {
		const call = parked();
		expect([call(1, 0), call(1, 1), call(2, 2), call(1, 3)].map(({ isTaken }) => isTaken)).toEqual([true, false, true, false]);
	});

	it('is another one’s in another execution', () => {
		expect([parked()(1, 0).isTaken, parked()(1, 0).isTaken]).toEqual([true, true]);
	});

	it.each([
		[200, false],
		[409, true],
		[500, true],
	])('is free again after an answer with %d: %s', (status, isFree) => {
		const call = parked();
		call(1, 0).answered(status);
		expect(call(1, 1).isTaken).toBe(isFree);
	});

	it('is free again where what should resume it never did, and nobody was there to be told', () => {
		const call = parked();
		const first = call(1, 0);
		first.answered(200);
		expect([call(1, 29_999).isTaken, call(1, 30_000).isTaken]).toEqual([false, true]);
	});

	it('stays with who took it later, when the first answer comes at last', () => {
		const call = parked();
		const first = call(1, 0);
		expect(call(1, 30_000).isTaken).toBe(true);
		first.answered(500);
		expect(call(1, 30_001).isTaken).toBe(false);
	});

	it('is remembered for the newest thousand', () => {
		const [old, recent] = [parked(), parked()];
		old(1, 0);
		for (let index = 0; index < 998; index += 1) parked()(1, 0);
		recent(1, 0);
		expect([old(1, 1).isTaken, recent(1, 1).isTaken]).toEqual([false, false]);
		parked()(1, 0);
		expect([recent(1, 1).isTaken, old(1, 1).isTaken]).toEqual([false, true]);
	});
});
