import { signal } from '@preact/signals';

/** Something the user should know: what failed, or what was done. */
export interface Notice {
	id: number;
	kind: 'error' | 'done';
	text: string;
}

export const notices = signal<readonly Notice[]>([]);

const SHOWN_FOR_MS = 8000;
let lastId = 0;

/** Shows a notice; one that says that something was done goes by itself, an error stays. */
export function notify(kind: Notice['kind'], text: string): void {
	const notice = { id: ++lastId, kind, text };
	notices.value = [...notices.value.filter((old) => old.text !== text), notice];
	if (kind === 'done') setTimeout(() => dismiss(notice.id), SHOWN_FOR_MS);
}

export function dismiss(id: number): void {
	notices.value = notices.value.filter((notice) => notice.id !== id);
}

/** What the control API said: its parsed answer, or a sentence that says what went wrong. */
export type Reply = { isOk: true; answer: unknown } | { isOk: false; error: string };

type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Calls the control API; `path` begins after `/control`. What goes wrong is shown to the user as the sandbox says it.
 * @returns the parsed answer, or `undefined` when it failed
 */
export async function callControl(method: Method, path: string, body?: unknown): Promise<unknown> {
	const reply = await askControl(method, path, body);
	if (reply.isOk) return reply.answer;
	notify('error', reply.error);
	return undefined;
}

/** Calls the control API as `callControl` does, and leaves it to the caller to show what went wrong. */
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
