import type { Credential } from '../../host/n8n/api/credentials.mts';
import type { WorkflowInput } from '../../host/n8n/api/workflow.mts';
import type { Sandbox } from '../../sandbox/src/index.mts';
import type { Hosted } from './n8n.mts';

const SEND = 'n8n-nodes-tapback.sendTapback';
const OFFER = 'Shall I confirm the booking?';

/** A workflow with one Send Tapback at Linq. Gives its id. */
export async function workflowWith({ n8n: { client } }: Hosted, parameters: Record<string, unknown>, provider = 'linq'): Promise<string> {
	const { id: credentialId, name, type } = credentialFor(await client.credentials(), provider);
	const manual = { id: 'start', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} };
	const send = {
		id: 'send',
		name: 'Send Tapback',
		type: SEND,
		typeVersion: 1,
		position: [220, 0],
		parameters: { provider, ...parameters },
	};
	const workflow: WorkflowInput = {
		name: 'Try it',
		nodes: [manual, { ...send, credentials: { [type]: { id: credentialId, name } } }],
		connections: { Start: { main: [[{ node: 'Send Tapback', type: 'main', index: 0 }]] } },
		settings: {},
	};
	return (await client.createWorkflow(workflow)).id;
}

/** The id of the message of Linq that says this. */
export function messageOf(control: Sandbox['control'], text: string = OFFER): string {
	const found = control.messages('linq').find(({ parts }) => parts.some((part) => part.type === 'text' && part.text === text));
	if (found === undefined) throw new Error(`No message says “${text}”.`);
	return found.id;
}

function credentialFor(credentials: readonly Credential[], provider: string): Credential {
	const found = credentials.find(({ type }) => type.toLowerCase() === `${provider}tapbackapi`);
	if (found === undefined) throw new Error(`There is no credential for ${provider}.`);
	return found;
}
