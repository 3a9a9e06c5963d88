import { describe, expect, it } from '@jest/globals';
import { placeBar } from '../../page/messages/placement.mts';

const window = { left: 0, top: 0, width: 390, height: 800 };
const bar = { width: 360, height: 54 };
const bubble = { left: 16, top: 300, width: 120, height: 36 };
const place = (told: Partial<Parameters<typeof placeBar>[0]>) => placeBar({ anchor: bubble, bar, window, side: 'left', gap: 8, ...told });

describe('the tapback bar', () => {
	it('stands above its bubble, flush with its side', () => {
		expect(place({})).toEqual({ left: 16, top: 238, isAbove: true });
		expect(place({ anchor: { ...bubble, left: 254 }, side: 'right' })).toEqual({ left: 14, top: 238, isAbove: true });
	});

	it('stands below where there is no room above', () => {
		expect(place({ anchor: { ...bubble, top: 40 } })).toEqual({ left: 16, top: 84, isAbove: false });
	});

	it.each([
		['a bubble as high as the window', { anchor: { ...bubble, top: -100, height: 1000 } }, { top: 8 }],
		['a bubble at the edge', { anchor: { ...bubble, left: 200 } }, { left: 22 }],
		['a high bar', { bar: { width: 360, height: 700 } }, { top: 8 }],
		['what a keyboard leaves', { window: { ...window, top: 100, height: 300 }, anchor: { ...bubble, top: 500 } }, { top: 338 }],
	])('stays in the window: %s', (_what, told, expected) => expect(place(told)).toMatchObject(expected));
});
