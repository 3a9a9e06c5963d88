import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type { Page } from 'playwright-core';

import { REPO_ROOT } from '../../host/pack.mts';

/** Pictures that the docs show. */
const DOCS = join(REPO_ROOT, 'docs', 'images');
/** All others: not committed, for somebody to look at. */
const ALBUM = join(REPO_ROOT, '.tapback', 'screenshots');

/** n8n's editor moves for so long after a click. */
const EDITOR_RESTS_MS = 2000;

/** Takes a picture that a page of the docs shows. */
export async function takeForDocs(page: Page, file: string): Promise<void> {
	await take(page, join(DOCS, file));
}

/** Takes a picture for the album; `name` may hold a folder. */
export async function takeForAlbum(page: Page, name: string): Promise<void> {
	await take(page, join(ALBUM, `${name}.png`));
}

/** Empties a folder of the album: what is not taken any more must not look as if it were. */
export async function emptyAlbum(folder: string): Promise<void> {
	await rm(join(ALBUM, folder), { recursive: true, force: true });
}

/** Writes the page on which all pictures of the album can be looked at. */
export async function writeAlbum(): Promise<string> {
	const files = (await readdir(ALBUM, { recursive: true })).filter((file) => file.endsWith('.png')).sort();
	const figures = files.map(
		(file) => `<figure><a href="${file}"><img loading="lazy" src="${file}"></a><figcaption>${file}</figcaption></figure>`,
	);
	const style =
		'body{font:14px sans-serif;display:flex;flex-wrap:wrap;gap:16px;align-items:start}figure{margin:0}img{max-height:480px;border:1px solid #999}';
	const index = join(ALBUM, 'index.html');
	await writeFile(index, `<!doctype html><meta charset="utf-8"><title>Screenshots</title><style>${style}</style>${figures.join('\n')}\n`);
	return index;
}

async function take(page: Page, path: string): Promise<void> {
	await settle(page);
	await mkdir(dirname(path), { recursive: true });
	await page.screenshot({ path, animations: 'disabled' });
}

async function settle(page: Page): Promise<void> {
	if (page.url().includes('/workflow/')) return await page.waitForTimeout(EDITOR_RESTS_MS);
	await page.evaluate(async () => {
		await document.fonts.ready;
		await Promise.all(Array.from(document.images, (image) => image.decode().catch(() => undefined)));
		await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
	});
}
