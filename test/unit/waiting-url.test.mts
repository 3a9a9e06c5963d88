import { describe, expect, it } from '@jest/globals';
import type { IExecuteFunctions } from 'n8n-workflow';

import { ASKS, TOKEN, UNTIL, isOver, isWaitingUrl, markOf, waitingUrl } from '../../nodes/AskForTapback/waiting-url.ts';

const NOON = Date.parse('2026-01-01T12:00:00Z');
const MINUTE = 60_000;

function urlOf(resumeUrl: string, nodeId: string, marks: Record<string, string>): string {
	const context: Pick<IExecuteFunctions, 'evaluateExpression'> = { evaluateExpression: () => resumeUrl };
	return waitingUrl(context as IExecuteFunctions, nodeId, marks);
}

const OWN = urlOf('https://n8n.example.com/base/webhook-waiting/12?signature=abc', 'node-1', { [UNTIL]: String(NOON) });

describe('the URL of a wait', () => {
	it('is the execution’s with the node’s id, and keeps what n8n put into it', () => {
		expect(OWN).toBe(`https://n8n.example.com/base/webhook-waiting/12/node-1?signature=abc&tapback-until=${NOON}`);
	});

	it('has no second mark of a name', () => {
		const again = urlOf(`https://n8n.example.com/webhook-waiting/12?${UNTIL}=1`, 'n', { [UNTIL]: '2', [TOKEN]: 'a+b&c=d', [ASKS]: 'x.y' });
		expect(new URL(again).searchParams.getAll(UNTIL)).toEqual(['2']);
		expect([markOf(again, TOKEN), markOf(again, ASKS), markOf(again, 'other')]).toEqual(['a+b&c=d', 'x.y', null]);
	});
});

describe('a URL that stands at the provider', () => {
	const like = (text: string) => isWaitingUrl(text, OWN);
	const mark = `?${UNTIL}=${NOON}`;

	it.each([
		['of another execution and node', `https://n8n.example.com/base/webhook-waiting/13/other-node${mark}`],
		['with the provider’s own query behind', `https://n8n.example.com/base/webhook-waiting/13/node-1${mark}&version=2026-02-03`],
		['of its own', OWN],
	])('is one of a wait of this n8n: %s', (_, url) => expect(like(url)).toBe(true));

	it.each([
		['of another host, with the same marks', `https://elsewhere.example.com/base/webhook-waiting/12/node-1${mark}`],
		['of another port', `https://n8n.example.com:8443/base/webhook-waiting/12/node-1${mark}`],
		['without TLS', `http://n8n.example.com/base/webhook-waiting/12/node-1${mark}`],
		['of another n8n on the host', `https://n8n.example.com/other/webhook-waiting/12/node-1${mark}`],
		['of n8n’s own webhooks', `https://n8n.example.com/base/webhook/12/node-1${mark}`],
		['one folder deeper', `https://n8n.example.com/base/webhook-waiting/12/node-1/x${mark}`],
		['one folder higher', `https://n8n.example.com/base/webhook-waiting/12${mark}`],
		['of n8n’s Wait node', 'https://n8n.example.com/base/webhook-waiting/12/node-1'],
		['with the mark in the fragment', `https://n8n.example.com/base/webhook-waiting/12/node-1#${mark}`],
		['that is none', 'not a url'],
		['that is empty', ''],
	])('is none of ours: %s', (_, url) => {
		expect(like(url)).toBe(false);
		expect(isOver(url, OWN, NOON + 365 * 24 * 60 * MINUTE)).toBe(false);
	});
});

describe('a wait', () => {
	const until = (value: string) => `https://n8n.example.com/base/webhook-waiting/7/node-1?${UNTIL}=${value}`;

	it.each([
		['before its end', NOON - 1, false],
		['at its end', NOON, false],
		['five minutes later, by another clock', NOON + 5 * MINUTE, false],
		['after that', NOON + 5 * MINUTE + 1, true],
	])('%s', (_, now, isItOver) => expect(isOver(until(String(NOON)), OWN, now)).toBe(isItOver));

	it.each(['', 'soon', 'NaN', 'Infinity', '-1x', '1e400'])('whose mark is “%s” is left alone', (value) => {
		expect(isOver(until(value), OWN, NOON)).toBe(false);
	});
});
