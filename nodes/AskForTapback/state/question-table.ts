import { NodeOperationError, type IDataObject, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';

import { toNodeError } from '../../shared/errors/node-error';
import { runInline, type InlineNode } from './inline-workflow';
import type { CredentialProof } from './credential-proof';
import { KEPT_AFTER_END_MS } from './ended-rows';
import { forgetEndedWaits, isOutdated, rememberVersion } from './open-questions';
import { formatRow, isAbandoned, readRow, type WaitRow } from './wait-state';

/** The project's Data Table that holds the open questions. The first question creates it. */
export const TABLE_NAME = 'Tapback questions';

const COLUMNS = {
	key: 'string',
	version: 'number',
	status: 'string',
	account: 'string',
	listener: 'string',
	messageIds: 'string',
	until: 'number',
	state: 'string',
} as const;

interface Condition {
	keyName: keyof typeof COLUMNS;
	condition: 'eq' | 'like' | 'lt';
	keyValue: string | number;
}

interface Filter {
	matchType: 'allConditions' | 'anyCondition';
	conditions: Condition[];
}

/** The rows of the question table, as one account can read and write them. */
export interface QuestionTable {
	/** Adds a row, and removes rows whose wait is over. `now`: ms since 1970. */
	insert(row: WaitRow, now: number): Promise<void>;
	/** Writes the row by compare-and-swap; `undefined` if the row was written since it was read. */
	replace(read: WaitRow, next: Pick<WaitRow, 'status' | 'state'>): Promise<WaitRow | undefined>;
	remove(...keys: string[]): Promise<void>;
	findByKeys(keys: readonly string[]): Promise<WaitRow[]>;
	/** All rows of the account. With a listener, its unreadable rows are found, too. */
	findAll(listener?: string): Promise<WaitRow[]>;
	/** Rows of questions on this message, and `opening` rows, whose message ids are not known yet. */
	findByMessage(messageId: string): Promise<WaitRow[]>;
	/** Keys of this listener's rows that were found but can't be used: edited, restored from an old version, or signed with another key. */
	unreadable(listener: string): string[];
}

/** An outdated row is read again, because another run may be writing it. */
const READS = 3;

export function questionTable(context: IExecuteFunctions, proof: CredentialProof): QuestionTable {
	const unread = new Map<string, string>();

	async function find(wanted: Filter): Promise<WaitRow[]> {
		for (let reads = 1; ; reads += 1) {
			const found = await onTable(context, (table) => [
				rowNode(table, 'Get Rows', { operation: 'get', ...filter(wanted), returnAll: true }),
			]);
			const rows = found.map(({ json }) => ({ json, row: readRow(json, proof) }));
			if (reads < READS && rows.some(({ row }) => row !== undefined && isOutdated(row))) continue;
			return rows.flatMap(({ json, row }) => {
				const { key, listener } = json;
				if (row !== undefined && !isOutdated(row)) {
					unread.delete(row.key);
					rememberVersion(row);
					return isAbandoned(row, Date.now()) ? [] : row;
				}
				unread.set(String(key), String(listener));
				return [];
			});
		}
	}
	return {
		async insert(row, now) {
			forgetEndedWaits(now - KEPT_AFTER_END_MS);
			rememberVersion(row);
			await onTable(context, (table) => [
				rowNode(table, 'Add Row', { operation: 'insert', ...columns(formatRow(row, proof)), options: {} }),
				rowNode(table, 'Remove Old Rows', { operation: 'deleteRows', ...filter(endedBefore(now - KEPT_AFTER_END_MS)), options: {} }),
			]);
		},
		async replace({ key, version }, next) {
			const written: WaitRow = { ...next, key, version: version + 1 };
			const updated = await onTable(context, (table) => [
				rowNode(table, 'Replace Row', {
					...{ operation: 'update', ...filter(isVersion(key, version)), ...columns(formatRow(written, proof)), options: {} },
				}),
			]);
			if (!updated.some(({ json }) => json.key === key)) return undefined;
			rememberVersion(written);
			return written;
		},
		async remove(...keys) {
			await onTable(context, (table) => [rowNode(table, 'Remove Row', { operation: 'deleteRows', ...filter(hasKey(keys)), options: {} })]);
		},
		findByKeys: async (keys) => (keys.length === 0 ? [] : await find(hasKey(keys))),
		findAll: async (listener) => await find(isOf({ account: proof.account, listener })),
		findByMessage: async (messageId) => await find(isOnMessage(messageId)),
		unreadable: (listener) => [...unread].flatMap(([key, of]) => (of === listener ? key : [])),
	};
}

function hasKey(keys: readonly string[]): Filter {
	return { matchType: 'anyCondition', conditions: keys.map((key) => ({ keyName: 'key', condition: 'eq', keyValue: key })) };
}

function isOf({ account, listener }: { account: string; listener: string | undefined }): Filter {
	const ofListener: Condition[] = listener === undefined ? [] : [{ keyName: 'listener', condition: 'eq', keyValue: listener }];
	return { matchType: 'anyCondition', conditions: [{ keyName: 'account', condition: 'eq', keyValue: account }, ...ofListener] };
}

function isVersion(key: string, version: number): Filter {
	return {
		matchType: 'allConditions',
		conditions: [
			{ keyName: 'key', condition: 'eq', keyValue: key },
			{ keyName: 'version', condition: 'eq', keyValue: version },
		],
	};
}

function isOnMessage(messageId: string): Filter {
	return {
		matchType: 'anyCondition',
		conditions: [
			// In `like`, `_` matches any character, so the caller compares the ids, too.
			{ keyName: 'messageIds', condition: 'like', keyValue: `%|${messageId.toLowerCase()}|%` },
			{ keyName: 'status', condition: 'eq', keyValue: 'opening' },
		],
	};
}

function endedBefore(time: number): Filter {
	return { matchType: 'allConditions', conditions: [{ keyName: 'until', condition: 'lt', keyValue: time }] };
}

/** The tables' ids, by workflow, because n8n's search by name is inexact. */
const tableIds = new Map<string, string>();

type NodesFor = (tableId: string) => InlineNode[];

/** Runs the nodes on the table. If that fails and the table was deleted, creates it and runs the nodes once more. */
async function onTable(context: IExecuteFunctions, nodesFor: NodesFor): Promise<INodeExecutionData[]> {
	const workflowId = context.getWorkflow().id ?? '';
	const tableId = tableIds.get(workflowId) ?? (await ensureTable(context, workflowId));
	return await runInline(context, nodesFor(tableId)).catch(async (error: unknown) => {
		const current = await ensureTable(context, workflowId);
		if (current === tableId) throw toNodeError(context.getNode(), error);
		return await runInline(context, nodesFor(current));
	});
}

async function ensureTable(context: IExecuteFunctions, workflowId: string): Promise<string> {
	const id = (await findTable(context)) ?? (await createTable(context));
	tableIds.set(workflowId, id);
	return id;
}

async function findTable(context: IExecuteFunctions): Promise<string | undefined> {
	const options = { filterName: TABLE_NAME };
	const tables = await runInline(context, [tableNode('List Tables', { operation: 'list', returnAll: true, options })]).catch(
		(error: unknown) => {
			throw noTables(context, error);
		},
	);
	return idOf(tables.find(({ json }) => json.name === TABLE_NAME)?.json);
}

async function createTable(context: IExecuteFunctions): Promise<string> {
	const column = Object.entries(COLUMNS).map(([name, type]) => ({ name, type }));
	try {
		const node = tableNode('Create Table', {
			...{ operation: 'create', tableName: TABLE_NAME, columns: { column } },
			options: { createIfNotExists: true },
		});
		const [created] = await runInline(context, [node]);
		const id = idOf(created?.json);
		if (id !== undefined) return id;
	} catch (error) {
		// Another run may have created it at the same moment.
		const id = await findTable(context);
		if (id !== undefined) return id;
		throw noTables(context, error);
	}
	throw noTables(context, 'n8n gave it no id');
}

function idOf(table: IDataObject | undefined): string | undefined {
	return typeof table?.id === 'string' ? table.id : undefined;
}

function noTables(context: IExecuteFunctions, error: unknown): NodeOperationError {
	const why = error instanceof Error ? error.message : String(error);
	return new NodeOperationError(
		context.getNode(),
		`n8n could not use its Data Table “${TABLE_NAME}”, where open questions are kept: ${why}. Check that Data Tables are turned on in this n8n. Nothing was sent.`,
	);
}

function rowNode(tableId: string, name: string, parameters: InlineNode['parameters']): InlineNode {
	return dataTableNode(name, { resource: 'row', dataTableId: { __rl: true, mode: 'id', value: tableId }, ...parameters });
}

function tableNode(name: string, parameters: InlineNode['parameters']): InlineNode {
	return dataTableNode(name, { resource: 'table', ...parameters });
}

function dataTableNode(name: string, parameters: InlineNode['parameters']): InlineNode {
	return { name, type: 'n8n-nodes-base.dataTable', typeVersion: 1.1, parameters };
}

function filter({ matchType, conditions }: Filter): InlineNode['parameters'] {
	return { matchType, filters: { conditions: conditions.map((condition) => ({ ...condition })) } };
}

function columns(value: Record<string, string | number>): InlineNode['parameters'] {
	return { columns: { mappingMode: 'defineBelow', value: { ...value }, matchingColumns: [], schema: [] } };
}
