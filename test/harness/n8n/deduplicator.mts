import './environment.mts';
import { DataDeduplicationService } from 'n8n-core';
import type { ICheckProcessedContextData, IDataDeduplicator } from 'n8n-workflow';

/** n8n's memory of processed events, in a map instead of its database (which only the cli has). */
export interface TestDeduplicator extends IDataDeduplicator {
	/** Makes the next calls fail as they do after a conflict in the database. */
	failNext(times: number): void;
	/** Makes every check take this long between its read and its write, where n8n's own has a race. */
	slowDown(ms: number): void;
	clear(): void;
}

export async function installDeduplicator(): Promise<TestDeduplicator> {
	const processed = new Map<string, Set<string>>();
	let failures = 0;
	let delayMs = 0;
	const keyOf = ({ workflow, node }: ICheckProcessedContextData) => `${workflow.id}/${node?.name ?? ''}`;

	function failIfPlanned(): void {
		if (failures === 0) return;
		failures -= 1;
		throw new Error('SQLITE_CONSTRAINT: UNIQUE constraint failed: processed_data');
	}

	const deduplicator: TestDeduplicator = {
		async checkProcessedAndRecord(items, _scope, context) {
			failIfPlanned();
			const before = new Set(processed.get(keyOf(context)));
			if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
			processed.set(keyOf(context), new Set([...before, ...items.map(String)]));
			return { new: items.filter((item) => !before.has(String(item))), processed: items.filter((item) => before.has(String(item))) };
		},
		async removeProcessed(items, _scope, context) {
			failIfPlanned();
			for (const item of items) processed.get(keyOf(context))?.delete(String(item));
		},
		async clearAllProcessedItems(_scope, context) {
			processed.delete(keyOf(context));
		},
		async getProcessedDataCount(_scope, context) {
			return processed.get(keyOf(context))?.size ?? 0;
		},
		failNext(times) {
			failures = times;
		},
		slowDown(ms) {
			delayMs = ms;
		},
		clear() {
			processed.clear();
			failures = 0;
			delayMs = 0;
		},
	};
	await DataDeduplicationService.init(deduplicator);
	return deduplicator;
}
