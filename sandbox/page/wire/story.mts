import type { About } from '../../src/model/about.mts';
import type { Message } from '../../src/model/message.mts';
import type { LoggedRequest } from '../../src/model/request-log.mts';
import { quotePart } from '../messages/part-text.mts';
import { kindInWords } from '../messages/tapback-kind.mts';
import type { WireEntry } from './entries.mts';

/** In characters. The opened row has the whole message. */
const LONGEST_QUOTE = 40;
/** Of more receivers than this, the first two are named and the others counted. */
const MOST_NAMED = 3;

/** The names in a story. */
export interface Names {
	/** Of a person or a line. */
	nameOf(number: string): string;
	/** Of the vendor. */
	providerName: string;
	/** The receiver of webhooks at this URL: a workflow, or a host and a path. */
	receiverOf(url: string): string;
	/** Whether answers to questions arrive at this URL. */
	isForAnswers(url: string): boolean;
	/** The client that calls the vendors: n8n, if it is there. */
	clientName: string;
	messageOf(id: string): Message | undefined;
}

/** One line about an entry: the event and its receiver. */
export function storyOf(entry: WireEntry, names: Names): string {
	if (entry.kind === 'delivery') {
		const { about, event, url } = entry.delivery;
		return `${about ? told(about, names) : event === 'other' ? 'A test' : 'An event'} → ${names.receiverOf(url)}`;
	}
	const { request } = entry;
	return `${names.clientName} → ${names.providerName}: ${request.effect ? done(request.effect, names) : asked(request)}`;
}

/** One event with several receivers: `👍 by Ana → Approve before booking & Vote in a group`. */
export function storyOfCopies(entries: readonly WireEntry[], names: Names): string {
	const [what = ''] = entries[0] === undefined ? [] : storyOf(entries[0], names).split(' → ');
	const sorted = askingFirst(entries, names);
	const receivers = [...new Set(sorted.flatMap((entry) => (entry.kind === 'delivery' ? [names.receiverOf(entry.delivery.url)] : [])))];
	if (receivers.length <= MOST_NAMED) return `${what} → ${receivers.join(' & ')}`;
	const named = receivers.slice(0, MOST_NAMED - 1);
	return `${what} → ${named.join(', ')} & ${receivers.length - named.length} more`;
}

/** The copies for workflows that ask come first: a tapback is more often an answer than the start of a workflow. */
export function askingFirst(entries: readonly WireEntry[], { isForAnswers }: Pick<Names, 'isForAnswers'>): WireEntry[] {
	const rank = (entry: WireEntry) => (entry.kind === 'delivery' && isForAnswers(entry.delivery.url) ? 0 : 1);
	return entries.toSorted((one, other) => rank(one) - rank(other));
}

/** Whether a call only reads, or registers webhooks, and changes nothing on the phone. */
export function isSetup(entry: WireEntry): boolean {
	if (entry.kind === 'delivery') return false;
	const { method, path, effect, status, fault } = entry.request;
	if (effect || (fault ?? null) !== null || status === null || status >= 400) return false;
	return method === 'GET' || /\/(webhook|subscription|signing-key)/.test(path);
}

// `👍 by Ana`, `👍 taken back by Ana`, `“See you” by Ana`
function told({ event, reaction, emoji, actor, messageId, partIndex }: About, { nameOf, messageOf }: Names): string {
	if (event === 'message' || reaction === null)
		return `${quotePart(messageOf(messageId)?.parts[partIndex], LONGEST_QUOTE)} by ${nameOf(actor)}`;
	const kind = kindInWords({ reaction, emoji });
	return event === 'added' ? `${kind} by ${nameOf(actor)}` : `${kind} taken back by ${nameOf(actor)}`;
}

// `add ❤️ to “See you”`
function done({ event, reaction, emoji, messageId, partIndex }: About, { messageOf }: Names): string {
	const quote = quotePart(messageOf(messageId)?.parts[partIndex], LONGEST_QUOTE);
	if (event === 'message' || reaction === null) return `send ${quote}`;
	return event === 'added'
		? `add ${kindInWords({ reaction, emoji })} to ${quote}`
		: `take ${kindInWords({ reaction, emoji })} from ${quote}`;
}

const ASKED: readonly (readonly [method: RegExp, path: RegExp, words: string])[] = [
	[/POST|PUT/, /\/(reactions|send-reaction|react)$/, 'a tapback'],
	[/POST/, /\/(messages|chats|send-message|send-group-message)$/, 'a message'],
	[/POST/, /\/webhook.*\/(test|health-check)$/, 'test the webhook'],
	[/POST/, /\/webhook.*\/replay$/, 'send a webhook again'],
	[/GET/, /\/webhook.*\/deliveries/, 'read webhook deliveries'],
	[/POST/, /\/(webhooks?|webhook-subscriptions|subscriptions)$/, 'register a webhook'],
	[/PUT|PATCH/, /\/webhook/, 'change a webhook'],
	[/DELETE/, /\/webhook/, 'remove a webhook'],
	[/GET/, /\/webhook/, 'read which webhooks are registered'],
	[/GET/, /\/(messages|replies|status)\b/, 'read messages'],
	[/GET/, /\/(chats|conversations)\b/, 'read conversations'],
	[/GET/, /\/(lines|numbers|phone_?numbers)\b/, 'read the phone lines'],
	[/GET/, /\/(whoami|account|api-keys|identities|agents|usage|signing-key)\b/, 'read the account'],
];

/** The purpose of a call without an effect on the phone. */
function asked({ method, path, status, durationMs }: LoggedRequest): string {
	const words = ASKED.find(([methods, paths]) => methods.test(method) && paths.test(path))?.[2] ?? 'a call';
	if (status === null) return durationMs === null ? words : `${words}, not answered`;
	if (status >= 400) return `${words}, refused`;
	return words.startsWith('a ') ? `${words}, nothing changed` : words;
}
