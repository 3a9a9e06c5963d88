import type { LoggedRequest } from '../../src/model/request-log.mts';

/** The purposes of the vendors' methods and paths. The first match holds. */
const PURPOSES: readonly (readonly [method: RegExp, path: RegExp, sentence: string])[] = [
	[/POST|PUT/, /\/(reactions|send-reaction|react)$/, 'The client adds or removes a tapback on a message.'],
	[/POST/, /\/(messages|send-message)$/, 'The client sends a message.'],
	[/POST/, /\/webhook.*\/(test|health-check)$/, 'The client asks for a test webhook.'],
	[/POST/, /\/webhook.*\/replay$/, 'The client asks the vendor to send a webhook again.'],
	[/GET/, /\/webhook.*\/deliveries/, 'The client reads its webhook deliveries.'],
	[/GET/, /\/webhook-events$/, 'The client reads the list of events.'],
	[/POST/, /\/(webhooks?|webhook-subscriptions|subscriptions)$/, 'The client registers a webhook: the address for events.'],
	[/PUT|PATCH/, /\/(webhook)/, 'The client changes a webhook.'],
	[/DELETE/, /\/(webhook)/, 'The client removes a webhook: its events are no longer sent.'],
	[/GET/, /\/(webhook)/, 'The client reads which webhooks are registered.'],
	[/POST/, /\/signing-key$/, 'The client makes a key for signing webhooks.'],
	[/GET/, /\/(messages|replies|status)\b/, 'The client reads messages.'],
	[/GET/, /\/(chats|conversations)\b/, 'The client reads conversations.'],
	[/GET/, /\/(lines|numbers|phone_?numbers)\b/, 'The client reads its phone lines.'],
	[/GET/, /\/(whoami|account|api-keys|identities|agents|usage|signing-key)\b/, 'The client reads its account and permissions.'],
];

/** One sentence about the purpose of a request, from its method and path; `undefined` without a match. */
export function purposeOf({ method, path }: Pick<LoggedRequest, 'method' | 'path'>): string | undefined {
	return PURPOSES.find(([methods, paths]) => methods.test(method) && paths.test(path))?.[2];
}
