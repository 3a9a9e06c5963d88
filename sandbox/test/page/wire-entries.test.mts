import { describe, expect, it } from '@jest/globals';
import { entryId, filterEntries, mergeEntries } from '../../page/wire/entries.mts';
import { delivery, request } from '../harness/wire.mts';

const at = (second: number) => `2026-01-01T00:00:0${second}.000Z`;

describe('the wire', () => {
	it('is both logs, newest first', () => {
		const requests = [request({ id: 'r3', at: at(5) }), request({ id: 'r2', at: at(2) }), request({ id: 'r1', at: at(0) })];
		const deliveries = [delivery({ id: 'd2', at: at(4) }), delivery({ id: 'd1', at: at(1) })];
		expect(mergeEntries(requests, deliveries).map(entryId)).toEqual(['r3', 'd2', 'r2', 'd1', 'r1']);
	});

	it('shows a webhook above the call of the same moment that caused it', () => {
		expect(mergeEntries([request({ id: 'r', at: at(1) })], [delivery({ id: 'd', at: at(1) })]).map(entryId)).toEqual(['d', 'r']);
	});

	it('is one log where the other is empty', () => {
		expect(mergeEntries([request({ id: 'r' })], []).map(entryId)).toEqual(['r']);
		expect(mergeEntries([], [delivery({ id: 'd' })]).map(entryId)).toEqual(['d']);
		expect(mergeEntries([], [])).toEqual([]);
	});

	it('is narrowed by kind and by provider', () => {
		const entries = mergeEntries(
			[request({ id: 'r1' }), request({ id: 'r2', provider: 'tuco' })],
			[delivery({ id: 'd1' }), delivery({ id: 'd2', provider: 'tuco' })],
		);
		const ids = (filter: Parameters<typeof filterEntries>[1]) => filterEntries(entries, filter).map(entryId).sort();
		expect(ids({ kind: 'all', provider: undefined })).toEqual(['d1', 'd2', 'r1', 'r2']);
		expect(ids({ kind: 'requests', provider: undefined })).toEqual(['r1', 'r2']);
		expect(ids({ kind: 'webhooks', provider: 'tuco' })).toEqual(['d2']);
		expect(ids({ kind: 'all', provider: 'linq' })).toEqual(['d1', 'r1']);
	});
});
