import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { providerById } from '../../core';
import { closeHook } from './hook';
import { afterTurn } from './listen';
import { resultsOf } from './results';
import type { Room } from './room';

/** Takes the webhook away, and gives what came of each question. */
export async function close(context: IExecuteFunctions, room: Room): Promise<INodeExecutionData[][]> {
	await afterTurn(room);
	await closeHook(context, providerById(room.provider), room);
	return [resultsOf(room)];
}
