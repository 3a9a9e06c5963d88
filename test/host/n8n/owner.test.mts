import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createN8nClient } from '../../../host/n8n/api/client.mts';
import { ensureOwner, noteOwner, ownerAt, ownerFile } from '../../../host/n8n/owner.mts';

let folders: string[] = [];
const freshFolder = () => {
	const folder = mkdtempSync(join(tmpdir(), 'tapback-owner-'));
	folders.push(folder);
	return folder;
};
let userFolder: string;
beforeEach(() => {
	userFolder = freshFolder();
});
afterEach(() => {
	for (const folder of folders) rmSync(folder, { recursive: true });
	folders = [];
});

const installed = { version: '0.0.0', nodeBinary: '/nowhere', n8nBinary: '/nowhere', directory: '/nowhere' };
const owner = (folder = userFolder) => ensureOwner(installed, folder, () => undefined);

describe('the owner of an n8n', () => {
	it('has another password in each install', async () => {
		expect((await owner()).password).not.toBe((await owner(freshFolder())).password);
	});

	it('has a password that n8n takes and nobody guesses', async () => {
		const { password } = await owner();
		expect(password).toMatch(/^(?=.*\d)(?=.*[A-Z]).{22}$/);
	});

	it('stays the same from start to start', async () => {
		expect(await owner()).toEqual(await owner());
	});

	it('is kept in a file that the user alone can read', async () => {
		await owner();
		expect(statSync(ownerFile(userFolder)).mode & 0o777).toBe(0o600);
	});

	it.each(['', '{"email":"you@ta', '{"email":7}'])(
		'is a new one where no n8n knows the old and the file is damaged: %j',
		async (content) => {
			writeFileSync(ownerFile(userFolder), content);
			const { password } = await owner();
			expect(JSON.parse(readFileSync(ownerFile(userFolder), 'utf8')).password).toBe(password);
		},
	);

	it('is found by the address of an n8n that this process started', async () => {
		const known = await owner();
		noteOwner('http://127.0.0.1:1', known);
		expect(ownerAt('http://127.0.0.1:1')).toEqual(known);
	});
});

describe('a client of n8n', () => {
	it('says where the login is kept that n8n refused', async () => {
		const { createServer } = await import('node:http');
		const server = createServer((_, response) =>
			response.writeHead(401, { 'content-type': 'application/json' }).end('{"message":"Wrong."}'),
		);
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const address = server.address();
		const port = typeof address === 'object' && address ? address.port : 0;
		const login = createN8nClient(`http://127.0.0.1:${port}`, { owner: await owner() }).login();
		await expect(login).rejects.toThrow(/Wrong\. If you changed it in n8n, write it into \S+owner\.json/);
		server.close();
	});
});
