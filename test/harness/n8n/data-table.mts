import type { IDataObject, INodeExecutionData, IWorkflowBase } from 'n8n-workflow';

interface Condition {
	keyName: string;
	condition: 'eq' | 'like' | 'lt';
	keyValue: string | number;
}

/** n8n's Data Table node in memory, as far as Ask for Tapback uses it. */
export interface DataTable {
	rows: IDataObject[];
	/** Runs an inline workflow of Data Table nodes, and gives what the last one puts out. */
	run(workflow: IWorkflowBase): INodeExecutionData[];
}

export function createDataTable(): DataTable {
	const table: DataTable = {
		rows: [],
		run: (workflow) =>
			workflow.nodes
				.slice(1)
				.map(({ parameters }) => act(parameters))
				.at(-1) ?? [],
	};
	let isMade = false;

	function act(parameters: IDataObject): INodeExecutionData[] {
		const value = Object(Object(parameters.columns).value) as IDataObject;
		const fits = fitting(parameters);
		switch (`${parameters.resource} ${parameters.operation}`) {
			case 'table list':
				return isMade ? [{ json: { id: 'table-1', name: parameters.tableName ?? 'Tapback questions' } }] : [];
			case 'table create':
				isMade = true;
				return [{ json: { id: 'table-1', name: parameters.tableName } }];
			case 'row insert':
				table.rows.push({ ...value });
				return [{ json: value }];
			case 'row update':
				return table.rows.filter(fits).map((row) => ({ json: Object.assign(row, value) }));
			case 'row deleteRows': {
				const gone = table.rows.filter(fits);
				table.rows = table.rows.filter((row) => !gone.includes(row));
				return gone.map((json) => ({ json }));
			}
			case 'row get':
				return table.rows.filter(fits).map((row) => ({ json: { ...row } }));
			default:
				throw new Error(`The table in memory knows no ${String(parameters.resource)} ${String(parameters.operation)}.`);
		}
	}

	return table;
}

function fitting({ matchType, filters }: IDataObject): (row: IDataObject) => boolean {
	const conditions = (Object(filters).conditions ?? []) as Condition[];
	const fits = (row: IDataObject, { keyName, condition, keyValue }: Condition) => {
		const value = row[keyName];
		if (condition === 'lt') return Number(value) < Number(keyValue);
		return condition === 'eq' ? value === keyValue : String(value).includes(String(keyValue).replaceAll('%', ''));
	};
	return (row) => (matchType === 'anyCondition' ? conditions.some((one) => fits(row, one)) : conditions.every((one) => fits(row, one)));
}
