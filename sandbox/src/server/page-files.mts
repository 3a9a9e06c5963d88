import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getMimeType } from 'hono/utils/mime';

/** The built page, by URL path. */
export type PageFiles = ReadonlyMap<string, { type: string; etag: string; content: Uint8Array<ArrayBuffer> }>;

// The same path from src/ and from dist/: the page is built into dist/page.
const PAGE_DIRECTORY = fileURLToPath(new URL('../../dist/page', import.meta.url));

// The bundler puts a hash of the content into these names.
const HASHED = /-[A-Z0-9]{8}\.\w+$/;

/** Everything comes from the sandbox; only pictures of messages may come from other hosts. */
const CONTENT_SECURITY_POLICY = [
	...["default-src 'none'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "connect-src 'self'"],
	...["img-src 'self' data: http: https:", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
].join('; ');

/** Reads the built page; an empty map if it was not built. */
export async function readPage(directory = PAGE_DIRECTORY): Promise<PageFiles> {
	const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => []);
	const files = entries.filter((entry) => entry.isFile());
	const read = files.map(async ({ parentPath, name }) => {
		const file = join(parentPath, name);
		const path = file.slice(directory.length).replaceAll('\\', '/');
		const type = getMimeType(file) ?? 'application/octet-stream';
		const content = new Uint8Array(await readFile(file));
		const etag = `"${createHash('sha256').update(content).digest('base64url')}"`;
		return [path, { type, etag, content }] as const;
	});
	return new Map(await Promise.all(read));
}

/** A response with a file of the page; `undefined` if the page has none at this path. */
export function pageResponse(files: PageFiles, pathname: string): Response | undefined {
	const path = pathname === '/' ? '/index.html' : pathname;
	if (files.size === 0 && pathname === '/') {
		return new Response('The page is not built. Run: npm run build --workspace tapback-sandbox\n', { status: 503 });
	}
	const file = files.get(path);
	if (!file) return undefined;
	return new Response(file.content, {
		headers: {
			'content-type': file.type,
			etag: file.etag,
			'cache-control': HASHED.test(path) ? 'max-age=31536000, immutable' : 'no-cache',
			'content-security-policy': CONTENT_SECURITY_POLICY,
			'x-content-type-options': 'nosniff',
			'referrer-policy': 'no-referrer',
		},
	});
}
