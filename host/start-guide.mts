import type { Sandbox } from '../sandbox/src/index.mts';
import { OWNER } from './n8n-client.mts';

/** That of `examples/route-a-question-to-a-person.json`. */
const EXAMPLE_PROVIDER = 'linq';

/** What stands on the screen when everything runs: where to look, and how to tap. */
export function formatGuide(n8nUrl: string, sandbox: Sandbox): string {
	return [
		'',
		`  n8n       ${n8nUrl}   log in as ${OWNER.email} with ${OWNER.password}`,
		`  Sandbox   ${sandbox.url}/control`,
		'',
		...firstTapback(sandbox).map((line) => `  ${line}`),
		'',
		'  Ctrl-C ends all of it.',
		'',
	].join('\n');
}

function firstTapback({ url, control }: Sandbox): string[] {
	const providers = Object.entries(control.overview().providers);
	// The example workflow listens there; other providers may have workflows of the user's own.
	const [id] = providers.find(([provider, { webhooks }]) => provider === EXAMPLE_PROVIDER && webhooks.length > 0) ?? [];
	if (id === undefined) return [];
	const message = control.messages(id).find(({ from, service }) => from === 'agent' && service !== 'SMS');
	if (message === undefined) return [];
	const body = JSON.stringify({ messageId: message.id, reaction: 'question' });
	return [
		'Tap a question mark on a message, as the person with the phone would:',
		`  curl -X POST ${url}/control/${id}/reactions -H 'content-type: application/json' -d '${body}'`,
		'',
		'The workflow “Route a question mark to a person” runs in n8n, and its answer stands on the message:',
		`  curl ${url}/control/${id}/messages/${message.id}/tapbacks`,
	];
}
