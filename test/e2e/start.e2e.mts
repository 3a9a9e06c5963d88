import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

const READY_WITHIN_MS = 900_000;
const ANSWER_WITHIN_MS = 20_000;

/** What `npm start` promises in the README, as somebody would do it who copies what is printed. */
describe('npm start', () => {
	let started: ChildProcess | undefined;
	let printed = '';
	after(() => started?.kill('SIGKILL'));

	const run = () => {
		printed = '';
		const child = spawn('npm', ['start'], { stdio: ['ignore', 'pipe', 'pipe'] });
		for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
		started = child;
		return child;
	};
	const untilGuide = async (child: ChildProcess) => {
		const deadline = Date.now() + READY_WITHIN_MS;
		while (!printed.includes('Ctrl-C ends all of it')) {
			assert.equal(child.exitCode, null, printed);
			assert.ok(Date.now() < deadline, printed);
			await sleep(100);
		}
	};
	const end = async (child: ChildProcess) => {
		child.kill('SIGINT');
		const [code]: unknown[] = await once(child, 'exit');
		assert.equal(code, 0);
	};
	const found = (pattern: RegExp) => {
		const [, text] = pattern.exec(printed) ?? [];
		assert.ok(text !== undefined, `${String(pattern)} is not in:\n${printed}`);
		return text;
	};
	const standing = async (url: string): Promise<unknown[]> => {
		const tapbacks: unknown = await (await fetch(url)).json();
		assert.ok(Array.isArray(tapbacks));
		return tapbacks.map((tapback: { from: string; reaction: string }) => `${tapback.from}: ${tapback.reaction}`);
	};

	it('ends with n8n and the sandbox running, and what it prints leads to the first tapback', async () => {
		const child = run();
		await untilGuide(child);
		assert.equal((await fetch(found(/n8n +(http:\S+)/))).status, 200);
		const tapbacks = found(/curl (http:\S+\/tapbacks)/);
		const body = found(/-d '(\{.*\})'/);
		const tap = await fetch(found(/curl -X POST (http:\S+)/), { method: 'POST', headers: { 'content-type': 'application/json' }, body });
		assert.equal(tap.status, 200);
		const deadline = Date.now() + ANSWER_WITHIN_MS;
		while ((await standing(tapbacks)).length < 2 && Date.now() < deadline) await sleep(100);
		assert.deepEqual((await standing(tapbacks)).sort(), ['agent: emphasize', 'human: question']);
		await end(child);
	});

	it('does it again the second time, and leaves nothing running', async () => {
		const child = run();
		await untilGuide(child);
		const n8nUrl = found(/n8n +(http:\S+)/);
		await end(child);
		await assert.rejects(fetch(n8nUrl));
	});
});
