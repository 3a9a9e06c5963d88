import { describe, expect, it } from '@jest/globals';
import { transcriptRows } from '../../page/messages/transcript.mts';
import { ANA, BEN, LINE, message } from '../harness/made-up-messages.mts';

const at = (time: string) => `2026-10-12T${time}:00.000Z`;
const rowsOf = (...told: Parameters<typeof message>[0][]) =>
	transcriptRows(
		told.map((one, index) => message({ id: `m${index}`, ...one })),
		{ holder: ANA, timeZone: 'UTC' },
	);

describe('the rows of a conversation', () => {
	it('are the holder’s, or another’s', () => {
		const rows = rowsOf({ author: ANA }, { author: BEN }, { author: LINE });
		expect(rows.map(({ isMine }) => isMine)).toEqual([true, false, false]);
	});

	it('tell the time at first, after an hour and after midnight', () => {
		const rows = rowsOf(
			{ sentAt: at('14:05') },
			{ sentAt: at('15:04') },
			{ sentAt: at('16:04') },
			{ sentAt: at('23:59') },
			{ sentAt: '2026-10-13T00:01:00.000Z' },
		);
		expect(rows.map(({ isAfterPause }) => isAfterPause)).toEqual([true, false, true, true, true]);
	});

	it('stand close together while one author writes', () => {
		const rows = rowsOf({ author: BEN }, { author: BEN }, { author: LINE }, { author: LINE, sentAt: at('20:00') });
		expect(rows.map(({ isRunStart, isRunEnd }) => [isRunStart, isRunEnd])).toEqual([
			[true, false],
			[false, true],
			[true, true],
			[true, true],
		]);
	});
});
