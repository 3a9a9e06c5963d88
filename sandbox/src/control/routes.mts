import { Hono, type Context } from 'hono';
import { isRecord, parseJson, textOf } from '../model/json.mts';
import { LimitError } from '../model/limits.mts';
import type { Channel } from '../model/channel.mts';
import type { Part } from '../model/message.mts';
import { REACTIONS, SERVICES } from '../model/reaction.mts';
import type { WorldChange } from '../model/world.mts';
import { objectBody } from './body.mts';
import type { Control, RingQuery } from './control.mts';
import { ControlError } from './control-error.mts';
import { streamEvents } from './events.mts';
import { addFaultRoutes } from './fault-routes.mts';
import { parseHostStatus } from './host-status.mts';
import type { MessageInput } from './messages.mts';
import { parseForgery, parseRateLimit } from './parse.mts';
import type { ReactionInput } from './reactions.mts';

/** Creates the HTTP routes under `/control`, one for each control function. */
export function createControlApp(control: Control, changes: Channel<WorldChange>): Hono {
	const app = new Hono();
	const at = (c: Context) => c.req.param('provider') ?? '';

	app.get('/', (c) => c.json(control.overview()));
	app.get('/events', (c) => streamEvents(c, control, changes));
	app.put('/host', async (c) => c.json(control.setHost(parseHostStatus(parseJson(await c.req.text())))));
	app.get('/health', (c) => c.json({ status: 'ok' }));
	app.get('/requests', (c) => c.json(control.requests(ringQuery(c))));
	app.get('/deliveries', (c) => c.json(control.deliveries(ringQuery(c))));
	app.post('/deliveries/:id/redeliver', async (c) => {
		const { forge } = await objectBody(c);
		return c.json(await control.redeliver(c.req.param('id'), { forge: parseForgery(forge) }));
	});
	app.post('/reset', (c) => {
		control.reset();
		return c.json({ status: 'ok' });
	});

	app.get('/:provider/messages', (c) => c.json(control.messages(at(c), c.req.query('conversationId'))));
	app.post('/:provider/messages', async (c) => c.json(control.sendMessage(at(c), messageInput(await objectBody(c))), 201));
	app.get('/:provider/messages/:id/tapbacks', (c) => c.json(control.tapbacks(at(c), c.req.param('id'))));
	app.post('/:provider/reactions', async (c) => c.json(control.react(at(c), reactionInput(await objectBody(c)))));

	app.get('/:provider/quirks', (c) => c.json(control.quirks(at(c))));
	app.patch('/:provider/quirks', async (c) => c.json(control.changeQuirks(at(c), await objectBody(c))));
	addFaultRoutes(app, control);
	app.get('/:provider/webhooks', (c) => c.json(control.webhooks(at(c))));
	app.post('/:provider/webhooks', async (c) => {
		const { url, ...options } = await objectBody(c);
		return c.json(control.addWebhook(at(c), { ...options, url: textOf(url) ?? '' }), 201);
	});
	app.delete('/:provider/webhooks', (c) => {
		control.removeWebhooks(at(c));
		return c.body(null, 204);
	});
	app.get('/:provider/rate-limit', (c) => c.json(control.rateLimit(at(c))));
	app.put('/:provider/rate-limit', async (c) => c.json(control.setRateLimit(at(c), parseRateLimit(parseJson(await c.req.text())))));

	app.notFound((c) => c.json({ error: `There is no ${c.req.method} ${c.req.path} in the control API. See the sandbox's README.` }, 404));
	app.onError((error, c) => {
		if (error instanceof ControlError) return c.json({ error: error.message }, error.status);
		if (error instanceof LimitError) return c.json({ error: error.message }, 422);
		return c.json({ error: `The sandbox failed: ${error.message}` }, 500);
	});
	return app;
}

function ringQuery(c: Context): RingQuery {
	const limit = c.req.query('limit');
	return { provider: c.req.query('provider'), limit: limit === undefined ? undefined : Number(limit) };
}

function messageInput(body: Record<string, unknown>): MessageInput {
	const { from, service, parts } = body;
	if (from !== 'human' && from !== 'agent') throw new ControlError(400, '"from" must be "human" or "agent".');
	if (parts !== undefined && !isPartList(parts)) {
		throw new ControlError(400, '"parts" must be an array of {"type":"text","text":…} and {"type":"image","url":…}.');
	}
	return {
		from,
		parts,
		text: optionalText(body, 'text'),
		conversationId: optionalText(body, 'conversationId'),
		author: optionalText(body, 'author'),
		service: oneOf(service, SERVICES, 'service'),
	};
}

function reactionInput(body: Record<string, unknown>): ReactionInput {
	const { messageId, partIndex } = body;
	if (typeof messageId !== 'string') throw new ControlError(400, '"messageId" is missing: the id of the message to react to.');
	if (partIndex !== undefined && typeof partIndex !== 'number') throw new ControlError(400, '"partIndex" must be a number.');
	return {
		messageId,
		partIndex,
		reaction: oneOf(body.reaction, REACTIONS, 'reaction'),
		emoji: optionalText(body, 'emoji'),
		action: oneOf(body.action, ['add', 'remove'] as const, 'action'),
		actor: optionalText(body, 'actor'),
	};
}

// Each part is checked where messages are made; here only that it is a list of objects.
function isPartList(value: unknown): value is Part[] {
	return Array.isArray(value) && value.every(isRecord);
}

function optionalText(body: Record<string, unknown>, field: string): string | undefined {
	const value = body[field];
	if (value === undefined || value === null) return undefined;
	if (typeof value !== 'string') throw new ControlError(400, `"${field}" must be a string.`);
	return value;
}

function oneOf<T extends string>(value: unknown, allowed: readonly T[], field: string): T | undefined {
	if (value === undefined || value === null) return undefined;
	const known = allowed.find((candidate) => candidate === value);
	if (known === undefined) throw new ControlError(400, `"${field}" must be one of: ${allowed.join(', ')}.`);
	return known;
}
