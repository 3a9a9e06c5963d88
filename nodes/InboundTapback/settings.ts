import {
	CLASSIC_REACTIONS,
	TapbackError,
	checkFields,
	parseTarget,
	providerById,
	type EventAction,
	type FieldValues,
	type Provider,
	type ProviderField,
	type ReactionName,
	type TapbackFilter,
} from '../../core';
import { addressList, textList, type AllowList } from '../shared/values/allow-list';
import { readFlag, readParameter, type ParameterReader } from '../shared/values/read-parameter';

const ACTIONS: readonly EventAction[] = ['added', 'removed'];
/** The event that is no tapback: somebody wrote a message. */
const MESSAGE = 'message';
const REACTIONS: readonly ReactionName[] = [...CLASSIC_REACTIONS, 'emoji', 'sticker', 'unknown'];

const EVENTS_FIELD = { path: 'events', label: 'Events' };
const REACTIONS_FIELD = { path: 'reactions', label: 'Reactions' };
const ACTORS_FIELD = { path: 'filters.actors', label: 'Actors' };
const CONVERSATIONS_FIELD = { path: 'filters.conversationIds', label: 'Conversation IDs' };
const MESSAGES_FIELD = { path: 'filters.messageIds', label: 'Message IDs' };
const OWN_FIELD = { path: 'filters.includeOwn', label: 'Include Own' };
const RAW_FIELD = { path: 'options.includeRaw', label: 'Include Raw' };
const TEXT_FIELD = { path: 'options.textFallback', label: 'Text Fallback' };

/** How a delivery is read. */
export interface ReadingSettings {
	textFallback: boolean;
	includeRaw: boolean;
}

/**
 * The provider, from the raw value: the field takes no expressions, and no setting of the user may be evaluated before a
 * delivery is verified. @throws TapbackError INVALID_INPUT
 */
export function chosenProvider(context: Pick<ParameterReader, 'getNode'>): Provider {
	return providerById(String(context.getNode().parameters.provider));
}

/** The provider's fields for the registration. @throws TapbackError INVALID_INPUT that begins with the field's name */
export function registrationFields(context: ParameterReader, provider: Provider): FieldValues {
	const given = Object.fromEntries(provider.fields.inbound.map((field) => [field.name, registrationField(context, field)]));
	return checkFields(provider, provider.fields.inbound, given);
}

/** @throws TapbackError INVALID_INPUT that begins with the field's name */
export function readingSettings(context: ParameterReader, { webhook }: Provider): ReadingSettings {
	return {
		textFallback: readFlag(context, TEXT_FIELD) ?? webhook.textFallback?.byDefault ?? false,
		includeRaw: readFlag(context, RAW_FIELD) ?? false,
	};
}

/** Which tapbacks start the workflow. @throws TapbackError INVALID_INPUT that begins with the field's name */
export function readFilter(context: ParameterReader, provider: Provider): TapbackFilter {
	const linesField = provider.fields.inbound.find(({ is, many }) => is === 'line' && many);
	return {
		actions: readEvents(context).actions,
		reactions: readChoices(context, REACTIONS_FIELD, REACTIONS),
		actors: addressList(context.getNode(), ACTORS_FIELD, readParameter(context, ACTORS_FIELD, '')),
		conversationIds: readTexts(context, CONVERSATIONS_FIELD),
		messageIds: readTexts(context, MESSAGES_FIELD).map((messageId) => checkMessageId(provider, messageId)),
		lines: linesField === undefined ? [] : readTexts(context, placeOf(linesField)),
		includeOwn: readFlag(context, OWN_FIELD) ?? false,
	};
}

/** The events that start the workflow. */
export interface WantedEvents {
	/** Empty means both, if tapbacks are wanted. */
	actions: readonly EventAction[];
	tapbacks: boolean;
	messages: boolean;
}

/** An empty field means all tapbacks, and no messages. @throws TapbackError INVALID_INPUT that begins with the field's name */
export function readEvents(context: ParameterReader): WantedEvents {
	const chosen = readChoices(context, EVENTS_FIELD, [...ACTIONS, MESSAGE]);
	const actions = ACTIONS.filter((action) => chosen.includes(action));
	return { actions, tapbacks: chosen.length === 0 || actions.length > 0, messages: chosen.includes(MESSAGE) };
}

/** Whether the webhook must be registered for messages, too. @throws TapbackError INVALID_INPUT that begins with the field's name */
export function needsMessages(context: ParameterReader, provider: Provider): boolean {
	const readsTexts = provider.webhook.textFallback?.needsMessages === true && readingSettings(context, provider).textFallback;
	return readsTexts || readEvents(context).messages;
}

function registrationField(context: ParameterReader, field: ProviderField): string | string[] {
	const list = placeOf(field);
	if (field.many) return readTexts(context, list);
	const [text = ''] = textList(context.getNode(), list, [readParameter(context, list, '')].flat());
	return text;
}

function readTexts(context: ParameterReader, list: AllowList): string[] {
	return textList(context.getNode(), list, readParameter(context, list, ''));
}

/** The value is a list of names, or one text with commas between the names. */
function readChoices<T extends string>(context: ParameterReader, list: AllowList, allowed: readonly T[]): T[] {
	return readTexts(context, list).map((text) => {
		const choice = allowed.find((one) => one === text);
		if (choice !== undefined) return choice;
		throw new TapbackError('INVALID_INPUT', `${list.label} has “${text.slice(0, 100)}”. Each must be one of: ${allowed.join(', ')}.`, {
			field: list.path,
		});
	});
}

/** Refuses an id that the provider never gives, because it could never match. */
function checkMessageId({ messageId: { pattern, description, placeholder } }: Provider, given: string): string {
	const { messageId } = parseTarget(given);
	if (pattern.test(messageId)) return messageId;
	const message = `${MESSAGES_FIELD.label} has “${given.slice(0, 100)}”, which can never match: ${description}, ${placeholder.replace(/^e\.g\. /, 'like ')}.`;
	throw new TapbackError('INVALID_INPUT', message, { field: 'messageIds' });
}

function placeOf({ name, displayName }: ProviderField): AllowList {
	return { path: name, label: displayName };
}
