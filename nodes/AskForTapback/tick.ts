import { applyEvent } from '../../core';
import type { Room } from './room';

/** What time does to the questions. */
export function tick(room: Room, now: number): Room {
	return {
		...room,
		asks: room.asks.map((ask) =>
			ask.failure === null ? { ...ask, question: applyEvent(ask.question, { type: 'tick' }, now).question } : ask,
		),
	};
}
