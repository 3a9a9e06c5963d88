import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';

import { createN8nClient } from '../../host/n8n/api/client.mts';
import { ownerFile, START_USER_FOLDER } from '../../host/n8n/owner.mts';
import type { Overview } from '../../sandbox/src/index.mts';
import { lastHost } from '../harness/e2e/last-host.mts';
import { isRunning, processesOf } from '../harness/e2e/processes.mts';
import { ANSWER_WITHIN_MS, ASKING, askAndApprove, post, standing, until } from '../harness/e2e/start-calls.mts';

const READY_WITHIN_MS = 900_000;
const SHOWN_WITHIN_MS = 60_000;
const END_WITHIN_MS = 60_000;

const QUESTION = 'Route a question mark to a person';
const VOTE = 'Vote in a group';
const THUMBS = 'Thumbs up or down as an answer';
/** Those of the examples that listen at Linq. */
const LISTENING = [QUESTION, VOTE];

/** What `npm start` promises in the README, as somebody would do it who reads the terminal and the page. */
describe('npm start', () => {
	let child: ChildProcess | undefined;
	let printed = '';
	after(() => child?.kill('SIGKILL'));

	const start = () => {
		printed = '';
		child = spawn('npm', ['start'], { stdio: ['ignore', 'pipe', 'pipe'] });
		for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
	};
	const untilPrinted = async (words: string) => {
		await until(() => printed.includes(words) || child?.exitCode !== null, READY_WITHIN_MS, words);
		assert.ok(printed.includes(words), printed);
	};
	const found = (pattern: RegExp) => {
		const [, text] = pattern.exec(printed) ?? [];
		assert.ok(text !== undefined, `${String(pattern)} is not in:\n${printed}`);
		return text;
	};
	const pageUrl = () => found(/^Open (http:\S+) in your browser/m);
	const n8nUrl = () => found(/^ +n8n +(http:\S+)/m);
	const overview = async (): Promise<Overview> => (await fetch(`${pageUrl()}/control`)).json();
	const host = async () => (await overview()).host;
	const isListening = async (name: string) => (await host())?.workflows.find((workflow) => workflow.name === name)?.isActive;
	const webhooksAtLinq = async () => (await overview()).providers.linq?.webhooks.map(({ url }) => url) ?? [];
	/** Sends the form that the terminal names, answers its question with a 👍, and gives the tapbacks in the end. */
	const askedAndApproved = async (when: string) =>
		await askAndApprove({ formUrl: found(/First: open (http:\S+\/form\/\S+) /), pageUrl: pageUrl(), n8nUrl: n8nUrl(), when });
	const end = async (signal: NodeJS.Signals = 'SIGINT') => {
		child?.kill(signal);
		return await exitCode();
	};
	const exitCode = async () => {
		if (child?.exitCode === null) await once(child, 'exit', { signal: AbortSignal.timeout(END_WITHIN_MS) });
		return child?.exitCode;
	};

	it('prints the address of the page first, and the page is there before n8n', async () => {
		start();
		await untilPrinted(' in your browser');
		// npm's own two lines begin with ">".
		const [first] = printed.split('\n').filter((line) => line !== '' && !/^(>|npm )/.test(line));
		assert.match(first ?? '', /^Open http:\/\/127\.0\.0\.1:\d+ in your browser/);
		const page = await fetch(pageUrl());
		assert.equal(page.status, 200);
		assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
		assert.match(await page.text(), /<div id="app">/);
		assert.equal((await host())?.state, 'starting');
	});

	it('says on the page what it does until n8n is up', async () => {
		await untilPrinted('Starting n8n');
		const { state, detail } = (await host()) ?? {};
		assert.deepEqual([state, detail?.includes('n8n')], ['starting', true]);
	});

	it('ends with n8n and the sandbox running, and what it prints leads to a question that a 👍 answers', async () => {
		await untilPrinted('Ctrl-C ends all of it');
		assert.deepEqual(await askedAndApproved('on Friday'), ['agent: love', 'human: like']);
	});

	it('names the form on the page, too', async () => {
		const [form] = (await host())?.asking ?? [];
		assert.deepEqual([form?.name, form?.formUrl], [ASKING, found(/First: open (http:\S+) /)]);
	});

	it('leads on to the first tapback of one’s own, without a browser', async () => {
		assert.equal((await fetch(n8nUrl())).status, 200);
		const tapbacks = found(/curl (http:\S+\/tapbacks)/);
		const body = found(/-d '(\{.*\})'/);
		await post(found(/curl -X POST (http:\S+)/), JSON.parse(body));
		await until(async () => (await standing(tapbacks)).length === 2, ANSWER_WITHIN_MS, 'two tapbacks');
		assert.deepEqual((await standing(tapbacks)).sort(), ['agent: emphasize', 'human: question']);
	});

	it('names the bubble to tap as it stands in the conversation that the page opens with', async () => {
		const { messageId } = JSON.parse(found(/-d '(\{.*\})'/));
		const { linq } = (await overview()).providers;
		const messages = await (await fetch(`${pageUrl()}/control/linq/messages?conversationId=${linq?.conversations[0]?.id}`)).json();
		const text = messages.find(({ id }: { id: string }) => id === messageId)?.parts[0].text;
		assert.equal(found(/tap the bubble “(.*?)”/), text);
	});

	it('shows which workflows listen, with the webhooks that really stand at the provider', async () => {
		const { state, url, workflows = [] } = (await host()) ?? {};
		assert.deepEqual([state, url], ['up', n8nUrl()]);
		const shown = workflows.filter(({ name }) => LISTENING.includes(name));
		assert.deepEqual(shown.map(({ name }) => name).sort(), LISTENING);
		const webhooks = await webhooksAtLinq();
		for (const { id, isActive, webhookUrls, ...workflow } of shown) {
			assert.equal(isActive, true);
			assert.equal(workflow.url, `${n8nUrl()}/workflow/${id}`);
			assert.equal(webhookUrls.length, 1);
			assert.ok(webhooks.includes(webhookUrls[0]), `${webhookUrls[0]} is not among ${webhooks.join(', ')}`);
		}
	});

	it('leaves the workflow unpublished that would answer to every thumb', async () => {
		assert.equal(await isListening(THUMBS), false);
	});

	it('shows within seconds that a workflow was unpublished, and published again', async () => {
		const client = createN8nClient(n8nUrl());
		await client.signIn();
		const vote = (await client.workflows()).find(({ name }) => name === VOTE);
		assert.ok(vote);
		await client.deactivate(vote.id);
		try {
			await until(async () => !(await isListening(VOTE)), SHOWN_WITHIN_MS, 'the page to see that it was unpublished');
			assert.equal(await isListening(QUESTION), true);
		} finally {
			await client.activate(vote.id);
		}
		await until(() => isListening(VOTE), SHOWN_WITHIN_MS, 'the page to see that it was published');
	});

	it('listens again by itself after a reset on the page', async () => {
		await fetch(`${pageUrl()}/control/reset`, { method: 'POST' });
		const isAskingAgain = async () => {
			const [url] = (await host())?.asking.find(({ name }) => name === ASKING)?.webhookUrls ?? [];
			return (await webhooksAtLinq()).includes(url);
		};
		await until(isAskingAgain, ANSWER_WITHIN_MS, `${ASKING} to take answers`);
		assert.match(printed, /The sandbox was reset/);
		for (const name of LISTENING) await until(() => isListening(name), SHOWN_WITHIN_MS, `${name} to listen`);
		assert.deepEqual(await askedAndApproved('after the reset'), ['agent: love', 'human: like']);
	});

	it('ends all of it with Ctrl-C, and the page hears why', async () => {
		const told = lastHost(pageUrl());
		const begun = processesOf(child?.pid);
		assert.ok(
			begun.some(({ args }) => args.includes('n8n/bin/n8n')),
			'n8n does not run',
		);
		assert.equal(await end(), 0);
		assert.deepEqual([(await told)?.state, (await told)?.detail], ['down', '“npm start” was ended.']);
		await until(() => begun.every(({ pid }) => !isRunning(pid)), SHOWN_WITHIN_MS, 'every process to be gone');
		await assert.rejects(fetch(n8nUrl()));
		await assert.rejects(fetch(pageUrl()));
	});

	it('does it again the second time: the workflows listen, and nothing is said of minutes', async () => {
		start();
		await untilPrinted('Ctrl-C ends all of it');
		for (const name of LISTENING) assert.equal(await isListening(name), true);
		assert.equal((await webhooksAtLinq()).length >= LISTENING.length, true);
		assert.doesNotMatch(printed, /minutes/);
		assert.deepEqual(await askedAndApproved('the second time'), ['agent: love', 'human: like']);
	});

	it('ends when n8n ends by itself, and says so on the page and in the terminal', async () => {
		const told = lastHost(pageUrl());
		const n8n = processesOf(child?.pid).find(({ args }) => args.includes('n8n/bin/n8n'));
		assert.ok(n8n);
		process.kill(n8n.pid, 'SIGKILL');
		assert.equal(await exitCode(), 1);
		assert.match(printed, /n8n ended by itself \(signal SIGKILL\)\. Its log: /);
		const { state, detail } = (await told) ?? {};
		assert.equal(state, 'down');
		assert.match(detail ?? '', /n8n ended by itself/);
	});

	it('keeps all its files for the user alone', () => {
		const home = realpathSync(join(START_USER_FOLDER, '..'));
		const all = [home, ...readdirSync(home, { recursive: true, encoding: 'utf8' }).map((name) => join(home, name))];
		// n8n's own modules are linked to, and belong to its installation.
		const own = all.filter((path) => existsSync(path) && realpathSync(path).startsWith(home));
		const open = own.filter((path) => (statSync(path).mode & 0o077) !== 0);
		assert.deepEqual(open, []);
	});

	it('goes on at once after a kill -9, with a cut examples.json and without its login, and says all of it', async () => {
		start();
		await untilPrinted('Ctrl-C ends all of it');
		const password = found(/log in as \S+ with (\S+)/);
		const begun = processesOf(child?.pid);
		const n8n = begun.find(({ args }) => args.includes('n8n/bin/n8n'));
		child?.kill('SIGKILL');
		rmSync(ownerFile(START_USER_FOLDER));
		const examples = join(START_USER_FOLDER, 'examples.json');
		writeFileSync(examples, readFileSync(examples, 'utf8').slice(0, 40));
		start();
		await untilPrinted('Starting n8n');
		assert.ok(!isRunning(n8n?.pid ?? 0), 'two n8n ran at one database');
		await untilPrinted('Ctrl-C ends all of it');
		assert.match(printed, /owner\.json is not there: n8n gets a new login\. Workflows and runs stay\./);
		assert.match(printed, /examples\.json is damaged \(it is no whole JSON\)/);
		assert.notEqual(found(/log in as \S+ with (\S+)/), password);
		for (const name of LISTENING) assert.equal(await isListening(name), true);
		const client = createN8nClient(n8nUrl());
		await client.signIn();
		const names = (await client.workflows()).map(({ name }) => name);
		assert.deepEqual([...new Set(names)], names);
	});

	it('goes on after the whole of it was killed, and names who was cut off', async () => {
		const begun = processesOf(child?.pid);
		const starter = begun.findLast(({ args }) => args.includes('host/start.mts'));
		const n8n = begun.find(({ args }) => args.includes('n8n/bin/n8n'));
		assert.ok(n8n);
		// It can't see that it is alone, and can't end in order.
		process.kill(n8n.pid, 'SIGSTOP');
		for (const { pid } of begun.filter(({ args }) => !args.includes('n8n/bin/n8n') && !args.includes('task-runner'))) {
			process.kill(pid, 'SIGKILL');
		}
		child?.kill('SIGKILL');
		start();
		await untilPrinted('Ctrl-C ends all of it');
		assert.ok(!isRunning(n8n.pid), 'two n8n ran at one database');
		assert.match(printed, new RegExp(`The last start, process ${starter?.pid}, was cut off: this one goes on from there`));
		assert.match(printed, /n8n of an earlier start still runs, as process \d+: it is ended first\./);
		assert.equal(await end(), 0);
	});
});
