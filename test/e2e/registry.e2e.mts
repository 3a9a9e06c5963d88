import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';

import { startLocalRegistry, type LocalRegistry } from '../../scripts/release/local-registry.mts';

const run = promisify(execFile);

describe('the registry of the rehearsal', () => {
	let folder: string;
	let registry: LocalRegistry;
	before(async () => {
		folder = await mkdtemp(join(tmpdir(), 'tapback-registry-'));
		registry = await startLocalRegistry(join(folder, 'registry'));
	});
	after(async () => {
		await registry.close();
		await rm(folder, { recursive: true, force: true });
	});

	const npm = async (...args: string[]) =>
		await run('npm', [...args, '--loglevel=error', `--registry=${registry.url}`, `--cache=${join(folder, 'cache')}`], { cwd: folder });
	const publish = async (name: string, auth: string) => {
		await writeFile(join(folder, 'package.json'), JSON.stringify({ name, version: '1.0.0' }));
		return await npm('publish', `--${registry.url.replace('http:', '')}/:_auth=${auth}`);
	};

	it('takes a package from who has its password, and hands it out', async () => {
		await publish('taken', registry.auth);
		assert.equal((await npm('view', 'taken', 'version')).stdout.trim(), '1.0.0');
	});

	it('takes nothing from others', async () => {
		await assert.rejects(publish('stranger', Buffer.from('rehearsal:guessed').toString('base64')), /401/);
		assert.equal((await fetch(`${registry.url}/stranger`)).status, 404);
	});

	it('lets nobody sign up', async () => {
		const user = { name: 'stranger', password: 'of-their-own', type: 'user' };
		const answer = await fetch(`${registry.url}/-/user/org.couchdb.user:stranger`, {
			method: 'PUT',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(user),
		});
		assert.equal(answer.status, 409);
	});

	it('asks no other registry', async () => {
		assert.equal((await fetch(`${registry.url}/zod`)).status, 404);
	});
});
