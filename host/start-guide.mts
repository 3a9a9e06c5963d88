import type { AskingWorkflow, HostStatus, HostWorkflow } from '../sandbox/src/model/host-status.mts';
import type { Control, Message, Sandbox } from '../sandbox/src/index.mts';
import { ownerFile, START_USER_FOLDER, type N8nOwner } from './n8n/owner.mts';

/** Of `examples/route-a-question-to-a-person.json`. */
const EXAMPLE = { provider: 'linq', workflow: 'Route a question mark to a person' } as const;
/** Of `examples/approve-before-booking.json`. */
const ASKING = 'Approve before booking';

export interface GuideOptions {
	n8nUrl: string;
	host: HostStatus;
	/** Omit it if the login must not be printed. */
	owner?: N8nOwner;
	sandbox: Pick<Sandbox, 'url' | 'control'>;
}

/** The first line of the output. */
export function formatWelcome(pageUrl: string, note: string): string {
	return `Open ${pageUrl} in your browser${note}: it is the customer’s phone, and shows how far n8n is.`;
}

/** The output when everything runs: the addresses, and the first steps. */
export function formatGuide({ n8nUrl, host, owner, sandbox }: GuideOptions): string {
	const asking = host.asking.find(({ name }) => name === ASKING);
	const example = host.workflows.find(({ name }) => name === EXAMPLE.workflow);
	return [
		'',
		`The phone   ${sandbox.url}`,
		`n8n         ${n8nUrl}   log in as ${loginWords(owner)}`,
		'',
		...questionSteps(asking),
		...tapbackSteps(example, sandbox, asking === undefined ? 'First' : 'Then'),
		`All workflows, and their runs: ${n8nUrl}/home/workflows`,
		'Ctrl-C ends all of it.',
		'',
	]
		.map((line) => (line === '' ? '' : `  ${line}`))
		.join('\n');
}

function loginWords(owner: N8nOwner | undefined): string {
	return owner === undefined
		? `you@tapback.local with the password in ${ownerFile(START_USER_FOLDER)}`
		: `${owner.email} with ${owner.password}`;
}

function questionSteps(asking: AskingWorkflow | undefined): string[] {
	if (asking?.formUrl == null) return [];
	return [
		`First: open ${asking.formUrl} and click Ask. A question appears on the phone: tap it and choose 👍. A second or two`,
		`later a ❤️ appears on it: the workflow “${asking.name}” asked, waited and continued. It is here: ${asking.url}`,
		'',
	];
}

function tapbackSteps(example: HostWorkflow | undefined, { url, control }: GuideOptions['sandbox'], when: string): string[] {
	if (example === undefined) return [];
	if (!example.isActive) return [`The example “${example.name}” does not listen. Publish it: ${example.url}`];
	const message = bubbleToTap(control);
	if (message === undefined) return [];
	const body = JSON.stringify({ messageId: message.id, reaction: 'question' });
	return [
		`${when}: on the phone, tap the bubble “${textOf(message)}” and choose ❓. A second or two later a ‼️ appears on it:`,
		`the workflow “${example.name}” has answered. It is here: ${example.url}`,
		'',
		'The same without a browser. The second command shows the ❓ and, a second or two later, the ‼️:',
		`  curl -X POST ${url}/control/${EXAMPLE.provider}/reactions -H 'content-type: application/json' -d '${body}'`,
		`  curl ${url}/control/${EXAMPLE.provider}/messages/${message.id}/tapbacks`,
		'',
	];
}

/** The last message from the business in the page's first conversation. */
function bubbleToTap(control: Control): Message | undefined {
	const [conversation] = control.overview().providers[EXAMPLE.provider]?.conversations ?? [];
	return control.messages(EXAMPLE.provider, conversation?.id).findLast(({ from }) => from === 'agent');
}

function textOf({ parts }: Message): string {
	return parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join(' ');
}
