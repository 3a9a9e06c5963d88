import { describe, expect, it } from '@jest/globals';
import { latestIn } from '../../page/messages/latest.mts';
import { ANA, BEN, LINE, message, nameOf, tapback } from '../harness/made-up-messages.mts';

const viewer = { holder: ANA, nameOf };

describe('the last thing in a conversation', () => {
	it('is nothing where nothing happened', () => {
		expect(latestIn([], viewer)).toBeUndefined();
	});

	it('is the newest message', () => {
		const answer = message({ id: 'm2', author: LINE, sentAt: '2026-10-12T14:07:00.000Z', parts: [{ type: 'text', text: 'Me.\nGladly.' }] });
		expect(latestIn([message(), answer], viewer)).toEqual({ at: '2026-10-12T14:07:00.000Z', text: 'Line 1: Me. Gladly.' });
		expect(latestIn([message()], viewer)?.text).toBe('You: Who brings the cake?');
	});

	it('is a tapback that came later, on whatever message', () => {
		const asked = message({ author: BEN, tapbacks: [tapback({ at: '2026-10-12T14:09:00.000Z' })] });
		const answer = message({ id: 'm2', author: LINE, sentAt: '2026-10-12T14:07:00.000Z' });
		expect(latestIn([asked, answer], viewer)).toEqual({ at: '2026-10-12T14:09:00.000Z', text: 'You: ❤️ on “Who brings the cake?”' });
	});

	it('names the picture of a message without a text', () => {
		const sent = message({ parts: [{ type: 'image', url: 'https://example.com/a/cake.png?size=2' }] });
		expect(latestIn([sent], viewer)?.text).toBe('You: Picture cake.png');
	});
});
