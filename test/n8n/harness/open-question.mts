import './environment.mts';
import { EVENT } from '../../unit/made-up-event.mts';
import type { Message, ProviderId } from '../../../sandbox/src/index.mts';
import { ask, type AskOptions, type AskRun } from './asking.mts';
import type { TestCredentials } from './credentials.mts';
import type { Stage } from './stage.mts';
import type { Execution, WaitingN8n } from './waiting-n8n.mts';

/** The human taps on a question; the workflow that hands tapbacks on does so where the provider has one place only. */
export interface Tapper {
	tap(reaction: 'like' | 'dislike' | 'laugh', index?: number): Promise<void>;
}

export interface OpenQuestion extends Tapper {
	run: AskRun;
	/** The one that waits. */
	execution: Execution | undefined;
	/** What was sent, one for each item. */
	messages: Message[];
	/** Where answers come in. */
	url: string;
	/** Tapping on these messages. */
	on(messages: readonly Message[]): Tapper;
}

/** Credentials with what a wait needs: Inkbox shows its signing key once, so it stands in the credential. */
export function askCredentials(stage: Stage): TestCredentials {
	const hook = stage.sandbox.control.addWebhook('inkbox', { url: 'http://127.0.0.1:9/first' });
	stage.sandbox.control.removeWebhooks('inkbox');
	return stage.credentials({ inkbox: { webhookSecret: String(hook.signing_key) } });
}

/** Runs the node until its inline workflow waits. */
export async function openQuestion(stage: Stage, n8n: WaitingN8n, provider: ProviderId, options: AskOptions = {}): Promise<OpenQuestion> {
	const before = new Set(stage.sandbox.control.messages(provider).map(({ id }) => id));
	const run = await ask(stage, provider, options, n8n.plays);
	const messages = stage.sandbox.control.messages(provider).filter(({ id }) => !before.has(id));
	const url = waitingUrls(stage, n8n, provider).at(-1) ?? '';
	const on = (those: readonly Message[]): Tapper => ({
		async tap(reaction, index = 0) {
			const messageId = those[index]?.id ?? '';
			if (provider === 'agentphone') await handOn(url, { messageId, reaction, eventId: `${messageId} ${reaction}` });
			else stage.sandbox.control.react(provider, { messageId, reaction });
		},
	});
	return { run, messages, url, execution: n8n.executions.at(-1), on, ...on(messages) };
}

/** The URLs of waits that somebody was told. */
export function waitingUrls(stage: Stage, n8n: WaitingN8n, provider: ProviderId): string[] {
	const told = n8n.told.flatMap(({ items }) => items.map(({ url }) => String(url)));
	const registered = stage.sandbox.control.webhooks(provider).map(({ url }) => String(url));
	return [...told, ...registered].filter((url) => url.includes('/webhook-waiting/'));
}

/** What a workflow with an Inbound Tapback posts. */
export async function handOn(url: string, event: Partial<typeof EVENT>): Promise<number> {
	const now = new Date().toISOString();
	const body = JSON.stringify({ ...EVENT, occurredAt: now, receivedAt: now, ...event });
	const { status } = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
	return status;
}
