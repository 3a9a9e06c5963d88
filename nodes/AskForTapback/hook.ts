import { createHash, randomBytes } from 'node:crypto';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import {
	TapbackError,
	createCall,
	registerWebhook,
	sweepHooks,
	unregisterWebhook,
	type Connection,
	type Provider,
	type WantedHook,
} from '../../core';
import { connect } from '../shared/connection';
import { credentialKey } from './credential-key';
import { quotesTarget } from './quotes-target';
import type { OpenAsk, Room } from './room';
import { seal, unseal } from './sealed-secret';
import { ASKS, TOKEN, UNTIL, isOver, isWaitingUrl, markOf, waitingUrl } from './waiting-url';

/** The answer is there, and the workflow goes on: what can't be taken away now, the next wait takes away. */
const CLOSING = { attempts: 2, timeoutMs: 10_000 };

/** The room with its webhook: where the answers come in stands before anybody is asked. */
export async function openHook(context: IExecuteFunctions, provider: Provider, room: Room, connection: Connection): Promise<Room> {
	const marks = { ...room.marks, [UNTIL]: String(untilOf(room)), ...quoteMark(provider, room) };
	const opened = { ...room, marks };
	const secret =
		room.inboundWorkflow === null
			? await subscribe(context, provider, opened, connection)
			: await enrol(context, opened, room.inboundWorkflow);
	return { ...opened, secret: seal(secret, await credentialKey(context, provider)) };
}

/** Tells who hands tapbacks on whose: before it is sent, a question has no id, so it is every one's. What only quotes stays so. */
export async function nameMessages(context: IExecuteFunctions, provider: Provider, room: Room): Promise<void> {
	const { inboundWorkflow } = room;
	if (inboundWorkflow === null || quotesTarget(provider)) return;
	const url = await ownUrl(context, provider, room);
	const ids = openAsks(room).map(({ question }) => question.messageId);
	await tell(context, inboundWorkflow, [
		...ids.map((messageId) => ({ action: 'open', url, messageId })),
		{ action: 'close', url, messageId: '' },
	]);
}

/** Takes the webhook away. What can't be reached is left, and swept by a later wait. */
export async function closeHook(context: IExecuteFunctions, provider: Provider, room: Room): Promise<void> {
	if (room.secret === null) return;
	try {
		const url = await ownUrl(context, provider, room);
		if (room.inboundWorkflow !== null) return await tell(context, room.inboundWorkflow, [{ action: 'close', url, messageId: null }]);
		const impatient = { ...provider, limits: { ...provider.limits, attempts: CLOSING.attempts } };
		const call = createCall(impatient, { ...(await connect(context, provider)), timeoutMs: CLOSING.timeoutMs });
		await unregisterWebhook(provider, call, wanted(room, url, undefined));
	} catch (error) {
		context.logger.warn(`Tapback: the webhook of a wait could not be removed: ${String(error)}`, { node: context.getNode().name });
	}
}

async function subscribe(context: IExecuteFunctions, provider: Provider, room: Room, connection: Connection): Promise<string> {
	const url = waitingUrl(context, room.nodeId, room.marks);
	const { webhookSecret } = await context.getCredentials(provider.credential.typeName);
	const pasted = typeof webhookSecret === 'string' && webhookSecret.trim() !== '' ? webhookSecret.trim() : undefined;
	const hook = wanted(room, url, pasted);
	const call = createCall(provider, connection);
	const standing = await sweepHooks(provider, call, hook, (other) => isOver(other, url, connection.now()));
	if (room.marks[ASKS] !== undefined && standing.some((other) => isWaitingUrl(other, url) && asksTheSame(other, url))) {
		throw new TapbackError(
			'INVALID_INPUT',
			`The same question is open there already, and ${provider.name}’s tapbacks only quote what they are on: an answer could belong to either. Word it otherwise, or wait until the first one is answered. Nothing was sent.`,
			{ field: 'message' },
		);
	}
	return (await registerWebhook(provider, call, hook)).secret;
}

async function enrol(context: IExecuteFunctions, room: Room, inboundWorkflow: string): Promise<string> {
	const token = randomBytes(32).toString('base64url');
	const url = waitingUrl(context, room.nodeId, { ...room.marks, [TOKEN]: token });
	await tell(context, inboundWorkflow, [{ action: 'open', url, messageId: '' }]);
	return token;
}

async function tell(context: IExecuteFunctions, id: string, told: Array<INodeExecutionData['json']>): Promise<void> {
	const items = told.map((json) => ({ json }));
	await context.executeWorkflow({ id }, items).catch((error: unknown) => {
		throw notTold(error);
	});
}

function notTold(error: unknown): TapbackError {
	const why = error instanceof Error ? error.message : String(error);
	return new TapbackError(
		'REFUSED',
		`The Inbound Workflow could not be told which question to listen for: ${why} Check that it is published, and that it is made like the example “Hand tapbacks to waiting questions”.`,
		{ field: 'inboundWorkflow' },
	);
}

async function ownUrl(context: IExecuteFunctions, provider: Provider, room: Room): Promise<string> {
	const token = room.inboundWorkflow === null ? undefined : unseal(room.secret ?? '', await credentialKey(context, provider));
	return waitingUrl(context, room.nodeId, token === undefined ? room.marks : { ...room.marks, [TOKEN]: token });
}

function wanted({ fields, asks }: Room, url: string, pastedSecret: string | undefined): WantedHook {
	return {
		url,
		fields,
		knownSecret: undefined,
		pastedSecret,
		wantsMessages: asks.some((ask) => ask.failure === null && ask.question.rules.text !== 'ignore'),
		isTemporary: true,
		newSecret: () => randomBytes(32).toString('base64url'),
	};
}

function openAsks({ asks }: Room): OpenAsk[] {
	return asks.flatMap((ask) => (ask.failure === null ? ask : []));
}

/** Sending takes time, and the time of a question begins when it is sent. */
const SENDING_MS = 30 * 60_000;

function untilOf(room: Room): number {
	return Math.max(0, ...openAsks(room).map(({ question }) => question.dueAt ?? 0)) + SENDING_MS;
}

function quoteMark(provider: Provider, room: Room): Record<string, string> {
	if (!quotesTarget(provider)) return {};
	const asked = openAsks(room).map(({ message, question }) => [message?.text ?? question.text, message?.to, question.conversationId]);
	return { [ASKS]: asked.map((one) => createHash('sha256').update(JSON.stringify(one)).digest('hex').slice(0, 16)).join('.') };
}

function asksTheSame(one: string, other: string): boolean {
	const asked = new Set(markOf(one, ASKS)?.split('.'));
	return (markOf(other, ASKS)?.split('.') ?? []).some((question) => asked.has(question));
}
