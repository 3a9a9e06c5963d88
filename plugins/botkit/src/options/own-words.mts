import { PROVIDERS } from '../../../../core/index.ts';

/*
 * Core's sentences name fields by their titles in a form, such as “API Key”. A user of this plugin writes options instead,
 * such as `credentials.apiKey`, so the titles are replaced.
 */

/** The option's name, by core's title. */
const optionOf = new Map<string, string>([
	...PROVIDERS.flatMap(({ credential, fields }) => [
		...credential.fields.map(({ displayName, name }) => [displayName, `credentials.${name}`] as const),
		...[...fields.inbound, ...fields.ask, ...fields.wait].map(({ displayName, name }) => [displayName, `webhook.fields.${name}`] as const),
		...[...fields.get, ...fields.send].map(({ displayName, name }) => [displayName, `fields.${name}`] as const),
	]),
	['Base URL', 'credentials.baseUrl'],
	['Webhook Signing Secret', 'webhook.secret'],
	['Message ID', 'messageId'],
	['Part Index', 'partIndex'],
]);

/** The longest first: one title may begin another. */
const titles = new RegExp(`\\b(?:[Tt]he )?(${[...optionOf.keys()].sort((a, b) => b.length - a.length).join('|')})\\b`, 'g');

/** Phrases about a form, and their replacements. */
const PHRASES: ReadonlyArray<readonly [RegExp, string]> = [
	[/ in the credential\b(?: of (\S+)\. Enter it there)?/g, ''],
	[/\bCheck the credential\./g, 'Check it.'],
	[/\bCheck the key\./g, 'Check the option credentials.'],
	[/, or emoji with the emoji itself in the field Emoji\b/g, ', or exactly one emoji'],
	[/\bchoose another Reaction\b/g, 'another reaction'],
	[/\band Reaction\b/g, 'and the reaction'],
	[/\bpublish again\b/g, 'call register() again'],
];

/** A sentence of core’s in the words of this host. Quotes in it stay as they are. */
export function inOwnWords(sentence: string): string {
	return sentence
		.split(/(“[^”]*”)/)
		.map((part) => (part.startsWith('“') ? part : renamed(part)))
		.join('');
}

function renamed(part: string): string {
	const named = part.replace(titles, (_title, title: string) => optionOf.get(title) ?? title);
	return PHRASES.reduce((text, [phrase, own]) => text.replace(phrase, own), named);
}
