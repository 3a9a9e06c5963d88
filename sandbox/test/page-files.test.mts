import { afterEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pageResponse, readPage } from '../src/server/page-files.mts';

const directories: string[] = [];

afterEach(async () => {
	for (const directory of directories.splice(0)) await rm(directory, { recursive: true, force: true });
});

async function builtPage(): Promise<string> {
	const directory = await mkdtemp(join(tmpdir(), 'tapback-page-'));
	directories.push(directory);
	await mkdir(join(directory, 'assets'));
	await writeFile(join(directory, 'index.html'), '<!doctype html>');
	await writeFile(join(directory, 'assets', 'main-ABCD1234.js'), '1');
	await writeFile(join(directory, 'assets', 'emoji.json'), '[]');
	return directory;
}

describe('the page’s files', () => {
	it('are served with their types, and nothing else is', async () => {
		const files = await readPage(await builtPage());
		expect(pageResponse(files, '/')?.headers.get('content-type')).toContain('text/html');
		expect(await pageResponse(files, '/assets/emoji.json')?.text()).toBe('[]');
		expect(pageResponse(files, '/assets/main-ABCD1234.js')?.headers.get('content-type')).toContain('javascript');
		expect(pageResponse(files, '/../package.json')).toBeUndefined();
		expect(pageResponse(files, '/linq')).toBeUndefined();
	});

	it('are kept by the browser only where their name changes with them', async () => {
		const files = await readPage(await builtPage());
		const cached = ['/', '/assets/emoji.json', '/assets/main-ABCD1234.js'].map((path) =>
			pageResponse(files, path)?.headers.get('cache-control'),
		);
		expect(cached).toEqual(['no-cache', 'no-cache', 'max-age=31536000, immutable']);
	});

	it('may load nothing from elsewhere but pictures, and stand in no frame', async () => {
		const policy = pageResponse(await readPage(await builtPage()), '/')?.headers.get('content-security-policy') ?? '';
		expect(policy).toContain("default-src 'none'");
		expect(policy).toContain("script-src 'self';");
		expect(policy).toContain("frame-ancestors 'none'");
	});

	it('say how to build them where they were not', async () => {
		const files = await readPage(join(tmpdir(), 'tapback-no-such-page'));
		const response = pageResponse(files, '/');
		expect(response?.status).toBe(503);
		expect(await response?.text()).toContain('npm run build');
	});
});
