import type { INodeExecutionData } from 'n8n-workflow';

import type { TapbackEvent } from '../../core';

/** An event as the item a workflow starts with. */
export function eventItem({ raw, ...event }: TapbackEvent): INodeExecutionData {
	return { json: typeof raw === 'object' && raw !== null ? { ...event, raw } : event };
}
