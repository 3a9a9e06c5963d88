import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import * as zlib from 'node:zlib';

/**
 * The body as the provider signed it: decompressed, otherwise byte for byte. `taken`: another parser consumed the body and
 * kept no bytes. `garbled`: the body doesn't match its Content-Encoding.
 */
export type Body = { kind: 'read'; bytes: Buffer } | { kind: 'too-large' | 'garbled' | 'unknown-encoding' | 'taken' };

/**
 * A request as web frameworks extend it. `rawBody`: set by cloud functions, and usually by `express.json({ verify })`. `body`:
 * a Buffer after `express.raw()`, or after a parser of Fastify’s that gives one.
 */
export type WebhookRequest = IncomingMessage & { rawBody?: unknown; body?: unknown };

const DECODERS: Record<string, (bytes: Buffer, options: zlib.ZlibOptions) => Promise<Buffer>> = {
	gzip: promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.gunzip),
	'x-gzip': promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.gunzip),
	deflate: promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.inflate),
	br: promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.brotliDecompress),
};

/** Reads at most `maxBytes`, before and after decompression. Rejects if the sender closes the connection. */
export async function readBody(request: WebhookRequest, maxBytes: number): Promise<Body> {
	const given = [request.rawBody, request.body].find((bytes) => bytes instanceof Uint8Array);
	if (given instanceof Uint8Array) return await readGiven(Buffer.from(given), request, maxBytes);
	if (request.readableDidRead || request.readableEnded) return { kind: 'taken' };
	const received = await collect(request, maxBytes);
	if (received === undefined) return { kind: 'too-large' };
	const encoding = encodingOf(request);
	return encoding === 'identity' ? { kind: 'read', bytes: received } : await decode(received, encoding, maxBytes);
}

/** Most parsers decompress the body, but leave the header: bytes that can't be decompressed are the body itself. */
async function readGiven(bytes: Buffer, request: IncomingMessage, maxBytes: number): Promise<Body> {
	if (bytes.length > maxBytes) return { kind: 'too-large' };
	const encoding = encodingOf(request);
	const decoded: Body = DECODERS[encoding] === undefined ? { kind: 'garbled' } : await decode(bytes, encoding, maxBytes);
	return decoded.kind === 'garbled' ? { kind: 'read', bytes } : decoded;
}

function encodingOf({ headers }: IncomingMessage): string {
	return (headers['content-encoding'] ?? 'identity').trim().toLowerCase();
}

async function collect(request: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
	if (Number(request.headers['content-length'] ?? 0) > maxBytes) return undefined;
	return await new Promise((resolve, reject) => {
		const chunks: Buffer[] = [];
		let length = 0;
		request.on('data', (chunk: Buffer) => {
			length += chunk.length;
			if (length <= maxBytes) chunks.push(chunk);
			else resolve(undefined);
		});
		request.once('end', () => resolve(Buffer.concat(chunks)));
		request.once('error', reject);
		request.once('close', () => reject(new Error('the sender closed the connection')));
	});
}

async function decode(bytes: Buffer, encoding: string, maxBytes: number): Promise<Body> {
	const decoder = DECODERS[encoding];
	if (decoder === undefined) return { kind: 'unknown-encoding' };
	try {
		return { kind: 'read', bytes: await decoder(bytes, { maxOutputLength: maxBytes }) };
	} catch (error) {
		const isTooLarge = typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
		return { kind: isTooLarge ? 'too-large' : 'garbled' };
	}
}
