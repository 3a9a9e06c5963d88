import { setTimeout as sleep } from 'node:timers/promises';

/** The part of Node's response that is needed to break a connection. */
interface Outgoing {
	statusCode: number;
	setHeader(name: string, value: string | number): unknown;
	write(chunk: string): unknown;
	socket: { resetAndDestroy(): unknown } | null;
}

/** Time for the receiver to read the written part before the connection breaks. */
const BEFORE_RESET_MS = 10;

/** The first half of a text, which is not valid JSON any more. */
export function firstHalf(text: string): string {
	return text.slice(0, Math.ceil(text.length / 2));
}

/** The first half of a response, as if it were complete. */
export async function truncated(response: Response): Promise<Response> {
	return new Response(firstHalf(await response.text()), { status: response.status, headers: bodyless(response) });
}

/** The same response, one byte at a time. Calls `ended` after the last byte. */
export async function trickling(response: Response, { byteDelayMs, ended }: { byteDelayMs: number; ended: () => void }): Promise<Response> {
	const bytes = new Uint8Array(await response.arrayBuffer());
	let sent = 0;
	const body = new ReadableStream<Uint8Array>({
		async pull(controller) {
			await sleep(byteDelayMs, undefined, { ref: false });
			if (sent < bytes.length) return controller.enqueue(bytes.subarray(sent, (sent += 1)));
			controller.close();
			ended();
		},
	});
	return new Response(body, { status: response.status, headers: bodyless(response) });
}

/** Sends the headers of the whole response and the first half of its body, and resets the connection. */
export async function breakOff(response: Response, outgoing: Outgoing): Promise<void> {
	const text = await response.text();
	outgoing.statusCode = response.status;
	response.headers.forEach((value, name) => outgoing.setHeader(name, value));
	outgoing.setHeader('content-length', Buffer.byteLength(text));
	outgoing.write(firstHalf(text));
	await sleep(BEFORE_RESET_MS, undefined, { ref: false });
	outgoing.socket?.resetAndDestroy();
}

function bodyless({ headers }: Response): Headers {
	const rest = new Headers(headers);
	rest.delete('content-length');
	return rest;
}
