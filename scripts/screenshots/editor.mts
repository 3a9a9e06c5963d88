import type { Sandbox } from '../../sandbox/src/index.mts';
import { openEditor, type Editor } from '../editor.mts';
import { takeForAlbum, takeForDocs } from './camera.mts';
import { takeEditorErrors } from './editor-errors.mts';
import type { Hosted } from './n8n.mts';
import { messageOf, workflowWith } from './workflow.mts';

const QUESTION = 'Shall I book a table for two at seven?';

/** n8n shows what a run gave a moment after it ended. */
const SHOWN_AFTER_MS = 4000;

/** n8n’s editor: the pictures of the docs, and what else somebody sees who builds. */
export async function takeEditor(hosted: Hosted): Promise<void> {
	const editor = await openEditor(hosted.n8n.url);
	await takeExamples(editor, hosted);
	await takeWhichMessage(editor, hosted);
	await takeTally(editor, hosted);
	await takeFirstMinutes(editor);
	await takeEditorErrors(editor, hosted);
	await editor.browser.close();
}

async function takeExamples({ page, openWorkflow, openNode, closeNode }: Editor, { sandbox, idOf }: Hosted): Promise<void> {
	await openWorkflow(idOf('approve-before-booking.json'));
	await answerByHand(page, sandbox.control);
	await openNode('Shall I?');
	await takeForDocs(page, 'ask-for-tapback.png');
	await closeNode();
	await openWorkflow(idOf('thumbs-as-an-answer.json'));
	await takeForDocs(page, 'workflow.png');
	await openNode('Confirm');
	await takeForDocs(page, 'send-tapback.png');
	await closeNode();
	await openNode('Answer');
	await takeForDocs(page, 'inbound-tapback.png');
	await page.locator('[data-test-id="trigger-execute-button"]').click();
	await takeForAlbum(page, 'editor/trigger-waits');
	await closeNode();
	await takeForAlbum(page, 'editor/trigger-waits-canvas');
}

/** A question from the editor, answered with yes. */
async function answerByHand(page: Editor['page'], control: Sandbox['control']): Promise<void> {
	const opening = page.waitForEvent('popup');
	await page.locator('[data-test-id="execute-workflow-button"]').click();
	const form = await opening;
	await form.getByRole('button', { name: 'Ask' }).click();
	await form.getByText('It was asked').waitFor();
	await page.waitForTimeout(SHOWN_AFTER_MS);
	await form.close();
	const question = control.messages('linq').findLast(({ parts }) => JSON.stringify(parts).includes(QUESTION));
	control.react('linq', { messageId: question?.id ?? '', reaction: 'like' });
	await page.waitForTimeout(SHOWN_AFTER_MS);
}

/** The lists that one chooses a message from, and the latest message of a conversation. */
async function takeWhichMessage({ page, openWorkflow, openNode, closeNode, listOf, choose }: Editor, hosted: Hosted): Promise<void> {
	hosted.sandbox.control.sendMessage('linq', { from: 'human', text: 'Is there parking?' });
	await openWorkflow(await workflowWith(hosted, { operation: 'add', reaction: 'like' }));
	await openNode('Send Tapback');
	const messages = await listOf('messageId');
	await takeForDocs(page, 'which-message.png');
	await messages.filter({ hasText: 'Is there parking?' }).first().click();
	await takeForAlbum(page, 'editor/which-message-chosen');
	await choose('target', 'Latest From Them');
	const conversations = await listOf('conversation');
	await takeForDocs(page, 'latest-message.png');
	await conversations.first().click();
	await closeNode();
}

/** What was counted. */
async function takeTally({ page, openWorkflow, openNode, closeNode }: Editor, hosted: Hosted): Promise<void> {
	const { control } = hosted.sandbox;
	const cake = messageOf(control, 'Who brings the cake?');
	const people = ['+12025550123', '+12025550124'];
	for (const actor of people) control.react('linq', { messageId: cake, reaction: 'like', actor });
	await openWorkflow(await workflowWith(hosted, { operation: 'tally', messageId: { __rl: true, mode: 'id', value: cake } }));
	await openNode('Send Tapback');
	await page.locator('[data-test-id="node-execute-button"]').click();
	const output = page.locator('[data-test-id="output-panel"]');
	await output.getByText('Schema', { exact: true }).click();
	await output.getByText('counts', { exact: true }).first().waitFor();
	await page.waitForTimeout(SHOWN_AFTER_MS);
	await takeForDocs(page, 'tally.png');
	await closeNode();
}

/** What somebody sees who knows none of our names yet. */
async function takeFirstMinutes(editor: Editor): Promise<void> {
	const { page, searchTriggers, startWorkflow, addAfter, closeNode } = editor;
	for (const words of ['thumbs up', 'approve', 'iphone']) {
		await searchTriggers(words);
		await takeForAlbum(page, `editor/search-${words.replace(' ', '-')}`);
	}
	await startWorkflow('iphone', 'Inbound Tapback');
	await takeForAlbum(page, 'editor/trigger-new');
	await editor.newCredential();
	await takeForAlbum(page, 'editor/credential');
	await page.keyboard.press('Escape');
	await startWorkflow('manual', 'Manual Trigger');
	await addAfter('approve', 'Ask for Tapback', 'Ask a question and wait for a tapback');
	await takeForAlbum(page, 'editor/ask-new');
	await closeNode();
}
