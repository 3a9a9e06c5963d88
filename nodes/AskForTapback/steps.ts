import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { close } from './close';
import { listen } from './listen';
import { readRoom, roomItem } from './room';
import { tick } from './tick';

/** What this node does as one of the waiting workflow. */
export async function takeStep(context: IExecuteFunctions, step: string): Promise<INodeExecutionData[][]> {
	const room = readRoom(context.getInputData()[0]?.json);
	if (step === 'listen') return await listen(context, room);
	if (step === 'close') return await close(context, room);
	return [[roomItem(tick(room, Date.now()))]];
}
