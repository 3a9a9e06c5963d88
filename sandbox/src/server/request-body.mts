const MOST_BYTES = 10 * 1024 * 1024;

/** The error for a body over 10 MB. */
export const BODY_TOO_LARGE = 'The body is larger than the 10 MB the sandbox takes.';

/** Passes a request on if its body has at most 10 MB. Otherwise `undefined`, before it is read whole. */
export async function withinBodyLimit(request: Request): Promise<Request | undefined> {
	const { headers } = request;
	// With a content-length, Node's parser reads no byte more.
	if (!headers.has('transfer-encoding')) return Number(headers.get('content-length') ?? 0) <= MOST_BYTES ? request : undefined;
	const body = await readWithin(request.body, MOST_BYTES);
	return body && new Request(request.url, { method: request.method, headers, body });
}

async function readWithin(stream: ReadableStream<Uint8Array> | null, mostBytes: number): Promise<Buffer<ArrayBuffer> | undefined> {
	const chunks: Uint8Array[] = [];
	let length = 0;
	const reader = stream?.getReader();
	for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
		length += read.value.byteLength;
		if (length > mostBytes) return undefined;
		chunks.push(read.value);
	}
	return Buffer.concat(chunks);
}
