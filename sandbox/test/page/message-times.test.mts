import { describe, expect, it } from '@jest/globals';
import { dayAndTime, timeOrDay } from '../../page/messages/times.mts';

const clock = { now: Date.parse('2026-10-12T18:00:00Z'), timeZone: 'UTC' };
// Newer versions of Intl put a narrow space before AM and PM.
const plain = (text: string) => text.replace(/\s/gu, ' ');

describe('the times of messages', () => {
	it.each([
		['2026-10-12T14:05:00Z', 'Today', '2:05 PM'],
		['2026-10-11T23:59:00Z', 'Yesterday', '11:59 PM'],
		['2026-10-09T08:00:00Z', 'Fri, Oct 9', '8:00 AM'],
	])('%s is %s', (at, day, time) => {
		const told = dayAndTime(at, clock);
		expect({ ...told, time: plain(told.time) }).toEqual({ day, time });
	});

	it.each([
		['2026-10-12T14:05:00Z', '2:05 PM'],
		['2026-10-11T14:05:00Z', 'Yesterday'],
		['2026-10-09T14:05:00Z', 'Oct 9'],
	])('%s is %s in a list', (at, told) => expect(plain(timeOrDay(at, clock))).toBe(told));

	it('are those of the reader’s place', () => {
		expect(dayAndTime('2026-10-12T23:30:00Z', { ...clock, timeZone: 'Europe/Vienna' }).day).toBe('Tue, Oct 13');
	});
});
