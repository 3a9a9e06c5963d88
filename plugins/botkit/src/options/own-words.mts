import { PROVIDERS } from '../../../../core/index.ts';

/*
 * Core's sentences name what a user fills in by the titles of a form. Here they are options, so that every sentence
 * names what the reader of a program can find.
 */

/** How an option is called, by the title that core gives it. */
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

/** Turns of phrase that belong to a form, and what stands for them here. */
const PHRASES: ReadonlyArray<readonly [RegExp, string]> = [
	[/ in the credential\b(?: of (\S+)\. Enter it there)?/g, ''],
	[/\bCheck the credential\./g, 'Check it.'],
	[/\bCheck the key\./g, 'Check the option credentials.'],
	[/, or emoji with the emoji itself in the field Emoji\b/g, ', or exactly one emoji'],
	[/\bchoose another Reaction\b/g, 'another reaction'],
	[/\band Reaction\b/g, 'and the reaction'],
	[/\bpublish again\b/g, 'call register() again'],
];

/** One of core’s sentences in the words of this host. What it quotes stays as it is. */
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
