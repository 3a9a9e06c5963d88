import { sleep, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';

import { applyEvent, providerById } from '../../core';
import { connect } from '../shared/connection';
import { failureOf } from './failure';
import { hearWhatStands } from './hear-what-stands';
import { nameMessages, openHook, prepareHook } from './hook';
import { isSettled, roomItem, type Room } from './room';
import { sendQuestions } from './send-questions';

/**
 * So long a run that an answer resumed takes at the least. What came at the same moment found the execution parked and
 * may claim it a little later: while it runs n8n refuses that, and the provider sends it again.
 */
const TURN_MS = 1000;

/** Asks, the first time; then waits, each time. */
export async function listen(context: IExecuteFunctions, room: Room): Promise<INodeExecutionData[][]> {
	const asked = room.parkings === 0 ? await open(context, room) : await again(context, room);
	if (isSettled(asked)) return [[roomItem(asked)]];
	return await park(context, asked);
}

/** What came in meanwhile n8n refused, with an answer that few providers take for a reason to come again. */
async function again(context: IExecuteFunctions, room: Room): Promise<Room> {
	await afterTurn(room);
	return await hearWhatStands(context, providerById(room.provider), room);
}

/** Before what stands at the provider is taken away, too. */
export async function afterTurn(room: Room): Promise<Room> {
	if (room.parkings > 0) await sleep(TURN_MS);
	return room;
}

async function open(context: IExecuteFunctions, room: Room): Promise<Room> {
	const provider = providerById(room.provider);
	let opened = room;
	try {
		const connection = await connect(context, provider);
		opened = await prepareHook(context, provider, room);
		opened = await openHook(context, provider, opened, connection);
		opened = await sendQuestions(provider, opened, connection);
		if (isSettled(opened)) return opened;
		await nameMessages(context, provider, opened);
		return mayHaveMissed(room) ? await hearWhatStands(context, provider, opened) : opened;
	} catch (error) {
		return { ...opened, asks: opened.asks.map((ask) => (ask.failure === null ? { failure: failureOf(error) } : ask)) };
	}
}

/** Whether a question stood for a while before n8n waits for its answer. */
function mayHaveMissed({ asks }: Room): boolean {
	return asks.length > 1 || asks.some((ask) => ask.failure === null && ask.message === null);
}

/** Once its time is up, n8n goes on with the node's input, so that becomes what is known by now. */
async function park(context: IExecuteFunctions, room: Room): Promise<INodeExecutionData[][]> {
	const parked = roomItem({ ...room, executionId: context.getExecutionId(), parkings: room.parkings + 1 });
	context.getExecuteData().data.main = [[parked]];
	await context.putExecutionToWait(new Date(nextAt(room)));
	return [[parked]];
}

function nextAt({ asks }: Room): number {
	const times = asks.flatMap((ask) => {
		if (ask.failure !== null) return [];
		const { state } = applyEvent(ask.question, { type: 'tick' }, 0);
		return state.state === 'waiting' ? (state.until ?? []) : [];
	});
	return Math.min(...times);
}
