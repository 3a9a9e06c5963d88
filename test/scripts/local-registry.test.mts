import { createHash } from 'node:crypto';
import { request } from 'node:http';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { startLocalRegistry, type LocalRegistry } from '../../scripts/release/local-registry.mts';

const TARBALL = Buffer.from('not really a tarball');
const INTEGRITY = `sha512-${createHash('sha512').update(TARBALL).digest('base64')}`;

function publication(name: string, version: string, { integrity = INTEGRITY }: { integrity?: string } = {}): string {
	const manifest = { name, version, dist: { integrity, tarball: 'http://elsewhere.example/x.tgz' } };
	return JSON.stringify({
		name,
		'dist-tags': { latest: version },
		versions: { [version]: manifest },
		_attachments: { [`${name}-${version}.tgz`]: { data: TARBALL.toString('base64') } },
	});
}

describe('the registry of the rehearsal', () => {
	let registry: LocalRegistry;
	beforeAll(async () => {
		registry = await startLocalRegistry();
		await publish('known', publication('known', '1.0.0'));
	});
	afterAll(async () => await registry.close());

	const publish = async (name: string, body: string, token = registry.token) =>
		await fetch(`${registry.url}/${name}`, { method: 'PUT', headers: { authorization: `Bearer ${token}` }, body });

	it('takes a package from who has its token', async () => {
		expect((await publish('taken', publication('taken', '1.0.0'))).status).toBe(201);
		expect((await fetch(`${registry.url}/taken`)).status).toBe(200);
	});

	it('takes nothing from others', async () => {
		expect((await publish('stranger', publication('stranger', '1.0.0'), 'guessed')).status).toBe(401);
		expect((await fetch(`${registry.url}/stranger`)).status).toBe(404);
	});

	it('takes no version twice', async () => {
		expect((await publish('known', publication('known', '1.0.0'))).status).toBe(403);
	});

	it('takes no tarball that is another than its manifest says', async () => {
		expect((await publish('other', publication('other', '1.0.0', { integrity: 'sha512-AAAA' }))).status).toBe(400);
		expect((await fetch(`${registry.url}/other`)).status).toBe(404);
	});

	it('survives a publication that is no JSON', async () => {
		expect((await publish('broken', '{')).status).toBe(500);
		expect((await fetch(`${registry.url}/known`)).status).toBe(200);
	});

	it('leads from the package to its tarball, at its own address', async () => {
		const { versions } = await (await fetch(`${registry.url}/known`)).json();
		expect(versions['1.0.0'].dist).toMatchObject({ integrity: INTEGRITY });
		const tarball = await fetch(versions['1.0.0'].dist.tarball);
		expect(Buffer.from(await tarball.arrayBuffer())).toEqual(TARBALL);
		expect(new URL(tarball.url).origin).toBe(registry.url);
	});

	it('has the newest version as “latest”', async () => {
		await publish('growing', publication('growing', '1.0.0'));
		await publish('growing', publication('growing', '1.1.0'));
		expect(await (await fetch(`${registry.url}/growing`)).json()).toMatchObject({ 'dist-tags': { latest: '1.1.0' } });
	});

	it('answers for one version, too', async () => {
		expect(await (await fetch(`${registry.url}/known/1.0.0`)).json()).toMatchObject({ version: '1.0.0', dist: { integrity: INTEGRITY } });
		expect((await fetch(`${registry.url}/known/2.0.0`)).status).toBe(404);
	});

	it('answers nobody who calls it by another name', async () => {
		const { port } = new URL(registry.url);
		const status = await new Promise((resolve, reject) => {
			request({ host: '127.0.0.1', port, path: '/known', headers: { host: 'registry.example' } }, ({ statusCode }) => resolve(statusCode))
				.once('error', reject)
				.end();
		});
		expect(status).toBe(403);
	});
});
