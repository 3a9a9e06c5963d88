import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Message } from '../../sandbox/src/index.mts';

const READY_WITHIN_MS = 60_000;
const ANSWER_WITHIN_MS = 10_000;
const END_WITHIN_MS = 10_000;

const QUESTION = 'Shall I book it?';

/** What `npm run example:botkit` prints, done by somebody who reads it. */
describe('npm run example:botkit', () => {
	let child: ChildProcess | undefined;
	let printed = '';
	after(() => child?.kill('SIGKILL'));

	before(async () => {
		child = spawn('npm', ['run', 'example:botkit'], { stdio: ['ignore', 'pipe', 'pipe'] });
		for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
		await until(() => printed.includes('Ctrl-C ends all of it') || child?.exitCode !== null, READY_WITHIN_MS, 'the bot');
		assert.ok(printed.includes('Ctrl-C ends all of it'), printed);
	});

	const pageUrl = () => /^Open (http:\S+) in your browser/m.exec(printed)?.[1] ?? assert.fail(printed);
	const control = async <T,>(path: string, body?: object): Promise<T> => {
		const init = body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
		const response = await fetch(`${pageUrl()}/control/linq/${path}`, init);
		assert.ok(response.ok, `${path} answered ${response.status}`);
		return await response.json();
	};
	const messages = async () => await control<Message[]>('messages');
	const write = async (text: string) => await control<Message>('messages', { from: 'human', text });
	const tap = async ({ id }: Message, reaction: string) => await control('reactions', { messageId: id, reaction });
	const find = async ({ id }: Message) => (await messages()).find((message) => message.id === id);
	/** What the bot wrote after a message, once it is there. */
	const answerTo = async (text: string, { id }: Message): Promise<Message> => {
		let found: Message | undefined;
		const isThere = async () => {
			const all = await messages();
			const later = all.slice(all.findIndex((message) => message.id === id) + 1);
			found = later.find((message) => message.from === 'agent' && textOf(message).includes(text));
			return found;
		};
		await until(isThere, ANSWER_WITHIN_MS, `the bot’s “${text}”`);
		return found ?? assert.fail();
	};
	const ask = async () => await answerTo(QUESTION, await write('Please book a table'));

	it('prints the address of the page first, and the page is there', async () => {
		const [first] = printed.split('\n').filter((line) => line !== '' && !/^(>|npm )/.test(line));
		assert.match(first ?? '', /^Open http:\/\/127\.0\.0\.1:\d+ in your browser/);
		const page = await fetch(pageUrl());
		assert.equal(page.status, 200);
		assert.match(await page.text(), /<div id="app">/);
	});

	it('acknowledges what the customer writes, and asks', async () => {
		const written = await write('Please book a table');
		const isAcknowledged = async () =>
			(await find(written))?.tapbacks.some(({ from, reaction }) => from === 'agent' && reaction === 'like');
		await until(isAcknowledged, ANSWER_WITHIN_MS, 'the 👍');
		const question = await answerTo(QUESTION, written);
		await tap(question, 'like');
		await answerTo('It is booked', question);
	});

	it('takes 👎 for a no', async () => {
		const question = await ask();
		await tap(question, 'dislike');
		await answerTo('I won’t book it', question);
	});

	it('takes what stands after two seconds, where somebody slipped', async () => {
		const question = await ask();
		await tap(question, 'like');
		await tap(question, 'dislike');
		await answerTo('I won’t book it', question);
	});

	it('takes a text for an answer as well', async () => {
		const question = await ask();
		await write('Yes!');
		await answerTo('It is booked', question);
	});

	it('calls a person for a ❓, and the question stays open', async () => {
		const question = await ask();
		await tap(question, 'question');
		const handedOver = await answerTo('I call a colleague', question);
		assert.match(printed, new RegExp(`A person is needed: \\+\\d+ .*${question.id}`));
		await tap(question, 'like');
		await answerTo('It is booked', handedOver);
	});

	it('goes on after a reset on the page', async () => {
		assert.ok((await fetch(`${pageUrl()}/control/reset`, { method: 'POST' })).ok);
		const isListening = async () => (await control<unknown[]>('webhooks')).length > 0;
		await until(isListening, ANSWER_WITHIN_MS, 'the webhook');
		await answerTo('Hello!', await write('hi'));
	});

	it('ends all of it with Ctrl-C', async () => {
		const page = pageUrl();
		const [, bot = ''] = /The bot listens on (http:\S+)\./.exec(printed) ?? [];
		assert.equal((await fetch(`${bot}/api/messages`)).status, 405);
		child?.kill('SIGINT');
		if (child?.exitCode === null) await once(child, 'exit', { signal: AbortSignal.timeout(END_WITHIN_MS) });
		assert.equal(child?.exitCode, 0);
		await assert.rejects(fetch(page));
		await assert.rejects(fetch(bot));
	});
});

async function until(isSo: () => unknown, withinMs: number, what: string): Promise<void> {
	const deadline = Date.now() + withinMs;
	while (!(await isSo())) {
		assert.ok(Date.now() < deadline, `Waited ${withinMs / 1000} s in vain for ${what}.`);
		await sleep(50);
	}
}

function textOf({ parts }: Message): string {
	return parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join(' ');
}
