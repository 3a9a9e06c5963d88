import type { Sandbox } from '../sandbox/src/index.mts';
import { OWNER } from './n8n-client.mts';

/** What stands on the screen when everything runs: where to look, and how to tap. */
export function formatGuide(n8nUrl: string, sandbox: Sandbox): string {
  return [
    '',
    `  n8n       ${n8nUrl}   log in as ${OWNER.email} with ${OWNER.password}`,
    `  Sandbox   ${sandbox.url}/control`,
    '',
    '  React to a message as the person with the phone would, and look at the executions in n8n:',
    ...reactionCommand(sandbox).map((line) => `    ${line}`),
    '',
    '  Ctrl-C ends all of it.',
    '',
  ].join('\n');
}

function reactionCommand({ url, control }: Sandbox): string[] {
  const providers = Object.entries(control.overview().providers);
  // Where a workflow listens, the tap is seen.
  const [id] = providers.find(([, { webhooks }]) => webhooks.length > 0) ?? providers[0] ?? [];
  if (id === undefined) return [];
  const message = control.messages(id).find(({ from, service }) => from === 'agent' && service !== 'SMS');
  if (message === undefined) return [];
  const body = JSON.stringify({ messageId: message.id, reaction: 'question' });
  return [`curl -X POST ${url}/control/${id}/reactions \\`, `  -H 'content-type: application/json' -d '${body}'`];
}
