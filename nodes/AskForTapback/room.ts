import { ApplicationError, type IDataObject, type INodeExecutionData } from 'n8n-workflow';

import { readQuestion, type FieldValues, type Question } from '../../core';

/** What goes round in the waiting workflow: all questions of one run of the node, and what is known of their answers. Plain JSON. */
export interface Room {
	provider: string;
	/** Names the run that asks: its execution, node and turn. */
	key: string;
	/** The node that waits, by whose id its URL ends. */
	nodeId: string;
	/** A tool call of an agent hangs on the answer. */
	isGate: boolean;
	/** Whether the other questions are asked where one fails. */
	goesOn: boolean;
	/** The workflow that hands tapbacks on; `null` where the node has a webhook of its own. */
	inboundWorkflow: string | null;
	/** What the provider needs for that webhook. */
	fields: FieldValues;
	/** What stands in its URL. */
	marks: Record<string, string>;
	/** What proves a delivery, sealed; `null` until the webhook stands. */
	secret: string | null;
	executionId: string | null;
	/** How often it was put to wait. */
	parkings: number;
	asks: Ask[];
}

export interface Failure {
	message: string;
	code: string | null;
}

export interface Outgoing {
	text: string;
	to: string;
	conversationId: string;
	line: string;
	timeoutMs: number | null;
}

/** One question; `message`: what is still to be sent. */
export type Ask = { failure: Failure } | OpenAsk;

export interface OpenAsk {
	failure: null;
	message: Outgoing | null;
	question: Question;
	/** As the provider names it. */
	conversationId: string | null;
}

/** @throws ApplicationError for items that hold no room: only this node makes them. */
export function readRoom(json: unknown): Room {
	if (isRoom(json)) return json;
	throw new ApplicationError('A step of the wait for a tapback got items that it didn’t make. It can’t be run by itself.');
}

function isRoom(json: unknown): json is Room {
	if (typeof json !== 'object' || json === null || !('asks' in json) || !Array.isArray(json.asks)) return false;
	return json.asks.every(
		(ask: { failure?: unknown; question?: unknown }) => ask.failure !== null || readQuestion(ask.question) !== undefined,
	);
}

/** `approved: null`: should n8n ever take it for the end of the wait, nothing was approved. */
export function roomItem(room: Room): INodeExecutionData {
	const asks = room.asks.map((ask) => ({ ...ask }));
	const json: IDataObject = { approved: null, ...room, asks, isSettled: isSettled(room) };
	return { json, pairedItem: { item: 0 } };
}

/** Nothing more is waited for. */
export function isSettled({ asks, goesOn }: Room): boolean {
	if (!goesOn && asks.some(({ failure }) => failure !== null)) return true;
	return asks.every((ask) => ask.failure !== null || ask.question.result !== null);
}
