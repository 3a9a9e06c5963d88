import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';

/** An npm registry on this machine that holds what was published to it, as long as it runs. */
export interface LocalRegistry {
	url: string;
	/** Needed to publish. A new one for each start. */
	token: string;
	close(): Promise<void>;
}

export interface LocalRegistryOptions {
	/** Who is asked for packages that were not published here. Default: nobody, they are unknown. */
	upstream?: string;
}

interface StoredVersion {
	manifest: Record<string, unknown>;
	tarball: Buffer;
}

const MOST_BYTES = 50_000_000;
const TARBALL_PATH = /^\/([^/]+)\/-\/[^/]+-(\d+\.\d+\.\d+[^/]*)\.tgz$/;
const VERSION_PATH = /^\/([^/]+)\/(\d+\.\d+\.\d+[^/]*)$/;
const NAME_PATH = /^\/([^/]+)$/;

/** What `npm publish` sends. Source: libnpmpublish 11. */
const publishedSchema = z.object({
	name: z.string().regex(/^[a-z0-9][a-z0-9._-]*$/),
	versions: z.record(z.object({ dist: z.object({ integrity: z.string() }) }).passthrough()),
	_attachments: z.record(z.object({ data: z.string() })),
});

/** Starts a registry that `npm publish`, `npm view`, `npm pack` and `npm install` understand. */
export async function startLocalRegistry({ upstream }: LocalRegistryOptions = {}): Promise<LocalRegistry> {
	const packages = new Map<string, Map<string, StoredVersion>>();
	const token = randomBytes(24).toString('hex');
	let url = '';

	const server = createServer((request, response) => {
		answer(request, response).catch((error: unknown) => send(response, 500, { error: String(error) }));
	});

	async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		// A web page that reaches this address by a name of its own gets nothing.
		if (`http://${request.headers.host}` !== url) return send(response, 403, { error: 'This registry has another address.' });
		const path = decodeURIComponent(new URL(request.url ?? '/', url).pathname);
		if (request.method === 'PUT') return publish(request, response);
		if (request.method !== 'GET') return send(response, 405, { error: 'This registry knows GET and PUT.' });
		const [, name = '', version = ''] = TARBALL_PATH.exec(path) ?? VERSION_PATH.exec(path) ?? NAME_PATH.exec(path) ?? [];
		const versions = packages.get(name);
		if (versions === undefined) return passOn(request, response);
		if (version === '') return send(response, 200, toPackument(name, versions));
		const stored = versions.get(version);
		if (stored === undefined) return send(response, 404, { error: `version not found: ${version}` });
		if (!TARBALL_PATH.test(path)) return send(response, 200, toManifest(name, version, stored));
		response.writeHead(200, { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' }).end(stored.tarball);
	}

	async function publish(request: IncomingMessage, response: ServerResponse): Promise<void> {
		if (!isSame(request.headers.authorization ?? '', `Bearer ${token}`))
			return send(response, 401, { error: 'Publishing needs the token.' });
		const { name, versions, _attachments } = publishedSchema.parse(JSON.parse((await readBody(request)).toString()));
		const [[version, manifest] = [], ...others] = Object.entries(versions);
		const [attachment, ...otherAttachments] = Object.values(_attachments);
		if (version === undefined || manifest === undefined || attachment === undefined || others.length + otherAttachments.length > 0)
			return send(response, 400, { error: 'One version and one tarball at a time.' });
		const tarball = Buffer.from(attachment.data, 'base64');
		if (!manifest.dist.integrity.split(' ').includes(integrityOf(tarball)))
			return send(response, 400, { error: 'The tarball has another checksum than its manifest says.' });
		const stored = packages.get(name) ?? new Map<string, StoredVersion>();
		if (stored.has(version)) return send(response, 403, { error: `You cannot publish over the published version ${version}.` });
		packages.set(name, stored.set(version, { manifest, tarball }));
		send(response, 201, { ok: true });
	}

	function passOn(request: IncomingMessage, response: ServerResponse): void {
		if (upstream === undefined) return send(response, 404, { error: 'not found' });
		response.writeHead(302, { location: upstream.replace(/\/$/, '') + (request.url ?? '/') }).end();
	}

	function toPackument(name: string, versions: ReadonlyMap<string, StoredVersion>): unknown {
		const manifests = [...versions].map(([version, stored]) => [version, toManifest(name, version, stored)] as const);
		return { name, 'dist-tags': { latest: [...versions.keys()].at(-1) }, versions: Object.fromEntries(manifests) };
	}

	function toManifest(name: string, version: string, { manifest, tarball }: StoredVersion): unknown {
		const shasum = createHash('sha1').update(tarball).digest('hex');
		return { ...manifest, dist: { integrity: integrityOf(tarball), shasum, tarball: `${url}/${name}/-/${name}-${version}.tgz` } };
	}

	await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('The registry has no port.');
	url = `http://127.0.0.1:${address.port}`;
	return {
		...{ url, token },
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

function send(response: ServerResponse, status: number, body: unknown): void {
	response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of request) {
		const buffer = Buffer.from(chunk);
		bytes += buffer.length;
		if (bytes > MOST_BYTES) throw new Error(`A package may have ${MOST_BYTES} bytes.`);
		chunks.push(buffer);
	}
	return Buffer.concat(chunks);
}

function integrityOf(tarball: Buffer): string {
	return `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
}

function isSame(given: string, wanted: string): boolean {
	const [left, right] = [given, wanted].map((text) => createHash('sha256').update(text).digest());
	return left !== undefined && right !== undefined && timingSafeEqual(left, right);
}
