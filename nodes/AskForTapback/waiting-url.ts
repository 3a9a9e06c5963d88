import type { IExecuteFunctions } from 'n8n-workflow';

/** In the URL of a wait: until when it waits, in milliseconds since 1970, by which a later wait knows what was left behind. */
export const UNTIL = 'tapback-until';
/** Which question it waits with, where tapbacks only quote theirs. */
export const ASKS = 'tapback-asks';
/** What proves who hands a tapback on. */
export const TOKEN = 'tapback-token';

/** Clocks of two processes are never quite the same. */
const GRACE_MS = 5 * 60_000;

/** Where the execution that this runs in can be called while the node of this id waits. */
export function waitingUrl(context: IExecuteFunctions, nodeId: string, marks: Readonly<Record<string, string>>): string {
	const url = new URL(String(context.evaluateExpression('{{ $execution.resumeUrl }}', 0)));
	url.pathname += `/${nodeId}`;
	for (const [name, value] of Object.entries(marks)) url.searchParams.set(name, value);
	return url.href;
}

/** Whether a URL is one of a wait of this n8n, as `own` is. */
export function isWaitingUrl(url: string, own: string): boolean {
	return URL.canParse(url) && placeOf(new URL(url)) === placeOf(new URL(own)) && /^\d+$/.test(markOf(url, UNTIL) ?? '');
}

/** Whether it is one whose time is over. */
export function isOver(url: string, own: string, now: number): boolean {
	return isWaitingUrl(url, own) && Number(markOf(url, UNTIL)) + GRACE_MS < now;
}

export function markOf(url: string, name: string): string | null {
	return new URL(url).searchParams.get(name);
}

/** Without the execution and the node. */
function placeOf({ origin, pathname }: URL): string {
	return origin + pathname.split('/').slice(0, -2).join('/');
}
