import type { Editor } from '../editor.mts';
import { takeForAlbum } from './camera.mts';
import { messageOf, workflowWith } from './workflow.mts';
import type { Hosted } from './n8n.mts';

const UNKNOWN_ID = '0f8fad5b-d9cb-469f-a165-70867728950e';

/** What n8n shows where something is wrong: a key, an address, a message, a tapback that the provider can't send. */
export async function takeEditorErrors(editor: Editor, hosted: Hosted): Promise<void> {
	await takeCredentialErrors(editor, hosted);
	await takeNodeErrors(editor, hosted);
}

async function takeCredentialErrors(editor: Editor, { sandbox }: Hosted): Promise<void> {
	const { page, startWorkflow, newCredential, fillCredential } = editor;
	const { baseUrl, credentials } = sandbox.provider('linq');
	await startWorkflow('iphone', 'Inbound Tapback');
	await newCredential();
	await fillCredential({ apiKey: 'wrong', baseUrl }, 'Linq refused the key.');
	await takeForAlbum(page, 'editor/error-key');
	await fillCredential({ apiKey: credentials.apiKey ?? '', baseUrl: `${baseUrl}/elsewhere` }, 'There is no Linq API at this address.');
	await takeForAlbum(page, 'editor/error-base-url');
}

async function takeNodeErrors({ page, openWorkflow, openNode, closeNode }: Editor, hosted: Hosted): Promise<void> {
	const { control } = hosted.sandbox;
	const byId = (value: string) => ({ __rl: true, mode: 'id', value });
	const tried = async (name: string, parameters: Record<string, unknown>, provider?: string) => {
		await openWorkflow(await workflowWith(hosted, parameters, provider));
		await openNode('Send Tapback');
		await page.locator('[data-test-id="node-execute-button"]').click();
		await page.locator('[data-test-id="node-error-message"]').waitFor();
		await takeForAlbum(page, `editor/error-${name}`);
		await closeNode();
	};
	const add = { operation: 'add', reaction: 'like' };
	const anyOf = (provider: string) => byId(control.messages(provider)[0]?.id ?? '');
	await tried('no-such-message', { ...add, messageId: byId(UNKNOWN_ID) });
	await tried('malformed-id', { ...add, messageId: byId('latest') });
	await tried('unsupported-emoji', { ...add, reaction: 'emoji', emoji: '🎉', messageId: anyOf('tuco') }, 'tuco');
	await tried('unsupported-operation', { operation: 'get', messageId: anyOf('sendblue') }, 'sendblue');
	control.addFault('linq', { times: 100, fault: { kind: 'status', status: 503 } });
	await tried('provider-down', { ...add, messageId: byId(messageOf(control)) });
	control.clearFaults('linq');
}
