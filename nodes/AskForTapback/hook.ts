import { randomBytes } from 'node:crypto';
import type { IExecuteFunctions } from 'n8n-workflow';

import { createCall, registerWebhook, sweepHooks, unregisterWebhook, type Connection, type Provider, type WantedHook } from '../../core';
import { pastedSecret } from '../shared/pasted-secret';
import { credentialKey } from './credential-key';
import { impatient } from './impatient';
import { closeInbound, nameInbound, openInbound } from './inbound-workflow';
import type { OpenAsk, Room } from './room';
import { quotesTarget } from './quotes-target';
import { quoteMark, requireUnasked } from './same-question';
import { seal, unseal } from './sealed-secret';
import { TOKEN, UNTIL, isOver, waitingUrl } from './waiting-url';

/** The room with its URL settled, by which its webhook is found again, whatever becomes of registering it. */
export async function prepareHook(context: IExecuteFunctions, provider: Provider, room: Room): Promise<Room> {
	const marks = { [UNTIL]: String(untilOf(room)), ...(quotesTarget(provider) ? quoteMark(openAsks(room)) : {}) };
	if (room.inboundWorkflow === null) return { ...room, marks };
	const token = randomBytes(32).toString('base64url');
	return { ...room, marks, secret: seal(token, await credentialKey(context, provider)) };
}

/** The room with its webhook: where the answers come in stands before anybody is asked. */
export async function openHook(context: IExecuteFunctions, provider: Provider, room: Room, connection: Connection): Promise<Room> {
	const url = await ownUrl(context, provider, room);
	if (room.inboundWorkflow === null) {
		const secret = await subscribe(context, provider, { room, url, connection });
		return { ...room, secret: seal(secret, await credentialKey(context, provider)) };
	}
	await openInbound(context, room.inboundWorkflow, url);
	return room;
}

/** Says whose tapbacks are to come in, now that the questions have their ids. One that only quotes its message never names it. */
export async function nameMessages(context: IExecuteFunctions, provider: Provider, room: Room): Promise<void> {
	if (room.inboundWorkflow === null || quotesTarget(provider)) return;
	const messageIds = openAsks(room).flatMap(({ question }) => question.messageId ?? []);
	await nameInbound(context, room.inboundWorkflow, await ownUrl(context, provider, room), messageIds);
}

/** Takes the webhook away. What can't be reached is left, and swept by a later wait. */
export async function closeHook(context: IExecuteFunctions, provider: Provider, room: Room): Promise<void> {
	if (room.marks[UNTIL] === undefined) return;
	try {
		const url = await ownUrl(context, provider, room);
		if (room.inboundWorkflow !== null) return await closeInbound(context, room.inboundWorkflow, url);
		const closing = await impatient(context, provider);
		await unregisterWebhook(provider, createCall(closing.provider, closing.connection), wanted(room, url, undefined));
	} catch (error) {
		context.logger.warn(`Tapback: the webhook of a wait could not be removed: ${String(error)}`, { node: context.getNode().name });
	}
}

async function subscribe(
	context: IExecuteFunctions,
	provider: Provider,
	{ room, url, connection }: { room: Room; url: string; connection: Connection },
): Promise<string> {
	const hook = wanted(room, url, await pastedSecret(context, provider));
	const call = createCall(provider, connection);
	const standing = await sweepHooks(provider, call, hook, (other) => isOver(other, url, connection.now()));
	if (quotesTarget(provider)) requireUnasked(provider, standing, url);
	return (await registerWebhook(provider, call, hook)).secret;
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
