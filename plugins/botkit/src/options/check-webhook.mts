import { z } from 'zod';

import {
	CLASSIC_REACTIONS,
	type EventAction,
	type FieldValues,
	type Provider,
	type ReactionName,
	type TapbackFilter,
} from '../../../../core/index.ts';
import { checkGiven, wrongOption } from './errors.mts';
import { allowList, fieldValues, flag, oneOrSeveral, positiveInteger } from './schema.mts';

/** The checked option `webhook`, with every default filled in. */
export interface WebhookSettings {
	/** Whether the bot's own web server has the route. */
	isMounted: boolean;
	path: string;
	secrets: readonly string[];
	fields: FieldValues;
	maxBytes: number;
	filter: TapbackFilter;
	includeRaw: boolean;
	textFallback: boolean;
	includeMessage: boolean;
	waitForTurn: boolean;
}

const DEFAULT_PATH = '/hooks/tapback';
const DEFAULT_MAX_BYTES = 1024 * 1024;

export const ACTIONS: readonly EventAction[] = ['added', 'removed'];
export const REACTIONS: readonly ReactionName[] = [...CLASSIC_REACTIONS, 'emoji', 'sticker', 'unknown'];

export const webhookSchema = z
	.object({
		path: z
			.custom<string>((path) => typeof path === 'string' && /^\/[^\s?#]*$/.test(path), 'must be a path such as /hooks/tapback')
			.optional(),
		secret: oneOrSeveral.optional(),
		fields: fieldValues.optional(),
		maxBytes: positiveInteger.optional(),
		actions: allowList(ACTIONS).optional(),
		reactions: allowList(REACTIONS).optional(),
		actors: allowList().optional(),
		conversationIds: allowList().optional(),
		messageIds: allowList().optional(),
		includeOwn: flag.optional(),
		includeRaw: flag.optional(),
		textFallback: flag.optional(),
		includeMessage: flag.optional(),
		waitForTurn: flag.optional(),
	})
	.strict();

const ALLOW_LISTS = ['actions', 'reactions', 'actors', 'conversationIds', 'messageIds'] as const;

/** @throws TapbackError INVALID_INPUT */
export function checkWebhook(
	provider: Provider,
	given: z.output<typeof webhookSchema>,
	usualTextFallback: boolean,
): Omit<WebhookSettings, 'isMounted'> {
	const { secret } = given;
	// An environment variable that isn't set must not count as “no secret yet”.
	if ('secret' in given && secret === undefined) {
		throw wrongOption(
			'webhook.secret',
			`is undefined. Give the signing secret (${provider.credential.webhookSecretHint}), or leave the option out and call register()`,
		);
	}
	const unset = ALLOW_LISTS.find((name) => name in given && given[name] === undefined);
	if (unset !== undefined) throw wrongOption(`webhook.${unset}`, 'is undefined. For all, leave the option out');
	const secrets = secret === undefined ? [] : [secret].flat().map((one) => one.trim());
	const fields = checkGiven(provider, { specs: provider.fields.inbound, values: given.fields ?? {}, option: 'webhook.fields' });
	const { lines = [] } = fields;
	if (given.fields && 'lines' in given.fields && lines.length === 0) {
		throw wrongOption('webhook.fields.lines', 'is empty. For all lines, leave the option out');
	}
	return {
		path: given.path ?? DEFAULT_PATH,
		secrets,
		fields,
		maxBytes: given.maxBytes ?? DEFAULT_MAX_BYTES,
		filter: {
			actions: given.actions ?? [],
			reactions: given.reactions ?? [],
			actors: given.actors ?? [],
			conversationIds: given.conversationIds ?? [],
			messageIds: given.messageIds ?? [],
			lines: typeof lines === 'string' ? [lines] : lines,
			includeOwn: given.includeOwn ?? false,
		},
		includeRaw: given.includeRaw ?? false,
		textFallback: given.textFallback ?? usualTextFallback,
		includeMessage: given.includeMessage ?? true,
		waitForTurn: given.waitForTurn ?? false,
	};
}
