import { describe, it } from '@jest/globals';
import fc from 'fast-check';

import { PROVIDERS, isTapbackError, sendTapback } from '../../core/index.ts';
import { createToggleMemory } from '../../core/tapbacks/toggle-memory.ts';
import { scriptedConnection } from '../harness/core/made-up.mts';
import { SEED } from './cases.mts';
import { watchSurroundings } from './surroundings.mts';

watchSurroundings();

/** UTF-16 units as JSON may hold them, also halves of surrogate pairs. */
const anyText = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 }).map((units) => String.fromCharCode(...units));
const messageIds = fc.oneof(anyText, fc.string({ unit: 'binary' }), fc.constantFrom('../..', '?a=b', '%2e%2e', '__proto__', '\ud800'));

describe.each([...PROVIDERS])('$name', (provider) => {
	it('takes any text for the id of a message, or refuses it by name', async () => {
		const fields = { fromNumber: '+12025550199', conversationId: 'c_1' };
		const property = fc.asyncProperty(messageIds, async (messageId) => {
			const { connection } = scriptedConnection([{ status: 404, body: '{}' }]);
			const command = { action: 'add', messageId, reaction: 'love', fields } as const;
			try {
				await sendTapback(provider, command, { connection, memory: createToggleMemory(), whenUnsupported: 'error' });
			} catch (error) {
				if (!isTapbackError(error)) throw error;
			}
		});
		await fc.assert(property, { numRuns: 1000, seed: SEED });
	});
});
