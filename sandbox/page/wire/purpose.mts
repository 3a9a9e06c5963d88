import type { LoggedRequest } from '../../src/model/request-log.mts';

/** What paths and methods of the five vendors stand for; the first that matches holds. */
const PURPOSES: readonly (readonly [method: RegExp, path: RegExp, sentence: string])[] = [
	[/POST|PUT/, /\/(reactions|send-reaction|react)$/, 'The client asks for a tapback on a message: to place one, or to take one back.'],
	[/POST/, /\/(messages|send-message)$/, 'The client sends a message.'],
	[/POST/, /\/webhook.*\/(test|health-check)$/, 'The client asks for a test webhook.'],
	[/POST/, /\/webhook.*\/replay$/, 'The client asks for a webhook once more.'],
	[/GET/, /\/webhook.*\/deliveries/, 'The client reads what became of its webhooks.'],
	[/GET/, /\/webhook-events$/, 'The client reads which events there are.'],
	[/POST/, /\/(webhooks?|webhook-subscriptions|subscriptions)$/, 'The client registers a webhook: where events are to be sent.'],
	[/PUT|PATCH/, /\/(webhook)/, 'The client changes a webhook.'],
	[/DELETE/, /\/(webhook)/, 'The client removes a webhook: its events are no longer sent.'],
	[/GET/, /\/(webhook)/, 'The client reads which webhooks are registered.'],
	[/POST/, /\/signing-key$/, 'The client makes a key that webhooks are signed with.'],
	[/GET/, /\/(messages|replies|status)\b/, 'The client reads messages.'],
	[/GET/, /\/(chats|conversations)\b/, 'The client reads conversations.'],
	[/GET/, /\/(lines|numbers|phone_?numbers)\b/, 'The client reads its phone lines.'],
	[/GET/, /\/(whoami|account|api-keys|identities|agents|usage|signing-key)\b/, 'The client asks who it is, and what it may do.'],
];

/** Says in one sentence what a request asks, judged by its method and path; `undefined` where that tells nothing. */
export function purposeOf({ method, path }: Pick<LoggedRequest, 'method' | 'path'>): string | undefined {
	return PURPOSES.find(([methods, paths]) => methods.test(method) && paths.test(path))?.[2];
}
