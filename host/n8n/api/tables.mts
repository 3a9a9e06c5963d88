import { z } from 'zod';
import type { N8nSession } from './session.mts';

/** A row of a Data Table, by column. */
export type TableRow = Record<string, unknown>;

export interface TableCalls {
	/** The rows of all Data Tables of this name, at most 100 of each; none without such a table. */
	tableRows(name: string): Promise<TableRow[]>;
}

const tablesSchema = z.object({ data: z.array(z.object({ id: z.string(), name: z.string(), projectId: z.string() })) });
const rowsSchema = z.object({ data: z.array(z.record(z.unknown())) });

export function createTables(session: N8nSession): TableCalls {
	return {
		async tableRows(name) {
			const filter = encodeURIComponent(JSON.stringify({ name }));
			const { data: tables } = await session.call({ method: 'GET', path: `/data-tables-global?filter=${filter}&take=100` }, tablesSchema);
			const rows = tables
				.filter((table) => table.name === name)
				.map(async ({ id, projectId }) => {
					const path = `/projects/${projectId}/data-tables/${id}/rows?take=100`;
					return (await session.call({ method: 'GET', path }, rowsSchema)).data;
				});
			return (await Promise.all(rows)).flat();
		},
	};
}
