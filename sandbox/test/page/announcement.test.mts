import { describe, expect, it } from '@jest/globals';
import { announce } from '../../page/messages/announcement.mts';
import { BEN, LINE, message, nameOf, tapback } from '../harness/made-up-messages.mts';

const plain = message();
const by = (actor: string, told = {}) => tapback({ actor, reaction: 'emphasize', emoji: '‼️', ...told });

describe('what is announced', () => {
	it('is nothing where nothing changed', () => {
		expect(announce([plain], [plain], nameOf)).toEqual([]);
	});

	it('is the agent’s message, not a human’s', () => {
		const answer = message({ id: 'm2', author: LINE, parts: [{ type: 'text', text: 'Me.' }] });
		expect(announce([plain], [plain, answer, message({ id: 'm3', author: BEN })], nameOf)).toEqual(['Line 1: Me.']);
	});

	it('is the agent’s tapback, not a human’s', () => {
		expect(announce([plain], [message({ tapbacks: [by(LINE), by(BEN)] })], nameOf)).toEqual(['Line 1 put ‼️ on “Who brings the cake?”']);
	});

	it('is said once for one that replaces another', () => {
		const before = message({ tapbacks: [by(LINE)] });
		const after = message({ tapbacks: [by(LINE, { reaction: 'emoji', emoji: '🔥' })] });
		expect(announce([before], [after], nameOf)).toEqual(['Line 1 put the emoji 🔥 on “Who brings the cake?”']);
	});

	it('is one that the agent took back', () => {
		const before = message({ tapbacks: [by(LINE), by(BEN)] });
		expect(announce([before], [plain], nameOf)).toEqual(['Line 1 took ‼️ back from “Who brings the cake?”']);
	});

	it('is nothing after a reset, which tells the same ids at another time', () => {
		const before = message({ tapbacks: [by(LINE)] });
		expect(announce([before], [message({ sentAt: '2026-10-12T15:00:00.000Z' })], nameOf)).toEqual([]);
	});
});
