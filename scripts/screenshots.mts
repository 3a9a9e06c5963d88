import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { seedCredentials } from '../host/demo-credentials.mts';
import { startN8n } from '../host/n8n.mts';
import { packTapback, REPO_ROOT } from '../host/pack.mts';
import { DEFAULT_VERSION } from '../host/versions.mts';
import { startSandbox } from '../sandbox/src/index.mts';
import { openEditor } from './editor.mts';

/* Renews the pictures of the README from a running n8n. */

const IMAGES = join(REPO_ROOT, 'docs', 'images');
const EXAMPLE = join(REPO_ROOT, 'examples', 'thumbs-as-an-answer.json');

/** What moves: pictures are taken when it has come to rest. */
const SETTLE_MS = 2000;

const sandbox = await startSandbox({ port: 0 });
const packed = await packTapback();
const userFolder = await mkdtemp(join(tmpdir(), 'tapback-pictures-'));
const n8n = await startN8n({ version: DEFAULT_VERSION, userFolder, packageDirectory: packed.directory, log: console.log });
try {
	await n8n.client.signIn();
	const credentials = await seedCredentials(n8n.client, sandbox.control.overview().providers, join(REPO_ROOT, 'package.json'));
	const workflow = await n8n.client.importWorkflow(JSON.parse(await readFile(EXAMPLE, 'utf8')), { credentials });
	await mkdir(IMAGES, { recursive: true });
	const { browser, page, openWorkflow, openNode, closeNode } = await openEditor(n8n.url);
	const picture = async (file: string) => {
		await page.waitForTimeout(SETTLE_MS);
		await page.screenshot({ path: join(IMAGES, file) });
	};

	await openWorkflow(workflow.id);
	await picture('workflow.png');
	await openNode('Confirm');
	await picture('send-tapback.png');
	await closeNode();
	await openNode('Answer');
	await picture('inbound-tapback.png');
	await browser.close();
} finally {
	await n8n.stop();
	await sandbox.close();
	await packed.remove();
	await rm(userFolder, { recursive: true, force: true });
}
