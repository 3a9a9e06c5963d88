import { signal } from '@preact/signals';

/** A notice for the user: a failure, or a completed action. */
export interface Notice {
	id: number;
	kind: 'error' | 'done';
	text: string;
}

export const notices = signal<readonly Notice[]>([]);

const SHOWN_FOR_MS = 8000;
let lastId = 0;

/** Shows a notice. An error stays; other notices disappear after a while. */
export function notify(kind: Notice['kind'], text: string): void {
	const notice = { id: ++lastId, kind, text };
	notices.value = [...notices.value.filter((old) => old.text !== text), notice];
	if (kind === 'done') setTimeout(() => dismiss(notice.id), SHOWN_FOR_MS);
}

export function dismiss(id: number): void {
	notices.value = notices.value.filter((notice) => notice.id !== id);
}

/** The response of the control API: the parsed answer, or an error sentence. */
export type Reply = { isOk: true; answer: unknown } | { isOk: false; error: string };

type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Calls the control API; `path` begins after `/control`. Shows the sandbox's error to the user.
 * @returns the parsed answer, or `undefined` if it failed
 */
export async function callControl(method: Method, path: string, body?: unknown): Promise<unknown> {
	const reply = await askControl(method, path, body);
	if (reply.isOk) return reply.answer;
	notify('error', reply.error);
	return undefined;
}

/** Calls the control API like `callControl`, but returns the error to the caller. */
export async function askControl(method: Method, path: string, body?: unknown): Promise<Reply> {
	try {
		const response = await fetch(`/control${path}`, {
			method,
			...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
		});
		const text = await response.text();
		const answer: unknown = text === '' ? null : JSON.parse(text);
		if (response.ok) return { isOk: true, answer };
		return { isOk: false, error: errorText(answer) ?? `The sandbox answered ${response.status}.` };
	} catch {
		return { isOk: false, error: 'The sandbox does not answer. Is it still running in its terminal?' };
	}
}

function errorText(answer: unknown): string | undefined {
	if (typeof answer !== 'object' || answer === null || !('error' in answer)) return undefined;
	return typeof answer.error === 'string' ? answer.error : undefined;
}
