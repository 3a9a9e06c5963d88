import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sandbox, SandboxOptions } from '../src/index.mts';
import { startTestSandbox } from './harness/sandbox.mts';

let directory: string;
let stateFile: string;
let started: Sandbox[] = [];

beforeEach(async () => {
	directory = await mkdtemp(join(tmpdir(), 'tapback-state-file-'));
	stateFile = join(directory, 'state.json');
});

afterEach(async () => {
	jest.restoreAllMocks();
	await Promise.allSettled(started.map((sandbox) => sandbox.close()));
	started = [];
	await rm(directory, { recursive: true });
});

describe('a state file that cannot be read', () => {
	it.each([
		[
			'another program’s JSON',
			'{"name":"x"}',
			'FOREIGN',
			/is not a state file of tapback-sandbox, and stays as it is\. Name another file\./,
		],
		['another program’s text', 'hello\n', 'FOREIGN', /is not a state file of tapback-sandbox/],
		['nothing', '', 'DAMAGED', /is empty\. Move it away \(or delete it\) to start from the seed\./],
		[
			'another version',
			'{"format":"tapback-sandbox state","version":2,"providers":{}}',
			'OTHER_VERSION',
			/is of version 2.*reads version 1\./,
		],
		['no version', '{"format":"tapback-sandbox state"}', 'OTHER_VERSION', /is of version undefined/],
		['no providers', '{"format":"tapback-sandbox state","version":1}', 'DAMAGED', /damaged: "providers" must be an object\./],
		[
			'a provider too few',
			'{"format":"tapback-sandbox state","version":1,"providers":{}}',
			'DAMAGED',
			/"providers\.agentphone" must be an object/,
		],
	])('for it holds %s, stops the start and is left as it is', async (_, content, code, message) => {
		await expectRefusal(content, { code, message });
	});

	it('for its end is missing, stops the start and is left as it is', async () => {
		const content = await stateOf(() => undefined);
		await expectRefusal(content.slice(0, content.length / 2), {
			code: 'DAMAGED',
			message: /is damaged: it is not whole JSON\. Move it away/,
		});
	});

	it.each([
		[
			'a message',
			'linq',
			'"messages":[\n{"id":"',
			'"messages":[\n{"id":7,"was":"',
			/"providers\.agentphone\.messages\[0\]\.id" must be a text/,
		],
		['a line’s service', 'linq', '"service":"SMS"', '"service":"Telex"', /conversations\[2\]\.service" must be one of: iMessage, SMS, RCS/],
		['a hook', 'tuco', '"failureCount":0', '"failureCount":-1', /"providers\.tuco\.own\.hooks\[0\]\.failureCount" must be a whole number/],
		[
			'a hook',
			'linq',
			'"is_active":true',
			'"is_active":"yes"',
			/"providers\.linq\.own\.subscriptions\[0\]\.is_active" must be true or false/,
		],
		[
			'a hook',
			'sendblue',
			'"type":"receive"',
			'"type":"post"',
			/"providers\.sendblue\.own\.hooks\[0\]\.type" must be one of: receive, outbound/,
		],
		[
			'a hook',
			'agentphone',
			'"contextLimit":10',
			'"contextLimit":null',
			/"providers\.agentphone\.own\.hooks\.account\.contextLimit" must be/,
		],
		[
			'a hook',
			'inkbox',
			'"eventTypes":["',
			'"eventTypes":[1,"',
			/"providers\.inkbox\.own\.subscriptions\[0\]\.eventTypes\[0\]" must be a text/,
		],
		['a quirk', 'linq', '"sendStatus":202', '"sendStatus":201', /"providers\.linq\.quirks" must be.*Allowed values: 202, 200/],
		[
			'a rate limit',
			'linq',
			'"windowSeconds":60',
			'"windowSeconds":0',
			/"providers\.linq\.rateLimit\.windowSeconds" must be a number above 0/,
		],
	])('for %s of %s is wrong, is named with the place', async (_, id, right, wrong, message) => {
		const content = await stateOf((sandbox) => {
			sandbox.control.addWebhook(id, { url: 'http://127.0.0.1:1/hook' });
			sandbox.control.setRateLimit(id, { limit: 1, windowSeconds: 60 });
		});
		expect(content).toContain(right);
		await expectRefusal(content.replace(right, wrong), { code: 'DAMAGED', message });
	});

	it('for it is a directory, stops the start', async () => {
		await expect(start({ stateFile: directory })).rejects.toMatchObject({
			code: 'UNREADABLE',
			message: expect.stringContaining(`The state file ${directory} cannot be read: EISDIR`),
		});
	});
});

describe('a state file that cannot be written', () => {
	it('stops the start, and the port is free again', async () => {
		const { url, close } = await start();
		await close();
		const port = Number(new URL(url).port);
		await expect(start({ port, stateFile: join(directory, 'missing', 'state.json') })).rejects.toMatchObject({
			name: 'StateFileError',
			code: 'UNWRITABLE',
			message: expect.stringMatching(/missing\/state\.json cannot be written: ENOENT.*Its folder must exist and be writable\./),
		});
		await (await start({ port })).close();
	});

	it('later is a warning once, and an error at the end', async () => {
		const sandbox = await start({ stateFile: join(await mkdtemp(join(directory, 'lost-')), 'state.json') });
		const warn = jest.spyOn(process, 'emitWarning').mockReturnValue();
		for (const entry of await readdir(directory)) await rm(join(directory, entry), { recursive: true });
		for (const text of ['one', 'two']) {
			sandbox.control.sendMessage('linq', { from: 'human', text });
			await new Promise((resolve) => setTimeout(resolve, 300));
		}
		expect(warn.mock.calls).toEqual([[expect.stringMatching(/cannot be written: ENOENT/), 'StateFileWarning']]);
		await expect(sandbox.close()).rejects.toMatchObject({ code: 'UNWRITABLE' });
		await expect(fetch(sandbox.url)).rejects.toThrow();
	});
});

describe('a state file', () => {
	it('that somebody else wrote meanwhile stays as they left it', async () => {
		const sandbox = await start({ stateFile });
		await writeFile(stateFile, 'theirs');
		sandbox.control.sendMessage('linq', { from: 'human', text: 'Mine' });
		await expect(sandbox.close()).rejects.toMatchObject({
			code: 'CHANGED',
			message: expect.stringMatching(/Give each sandbox a file of its own\./),
		});
		expect(await readFile(stateFile, 'utf8')).toBe('theirs');
	});

	it('has one sandbox at a time: a second one is refused, and the first goes on', async () => {
		const first = await start({ stateFile });
		await expect(start({ stateFile })).rejects.toMatchObject({
			code: 'IN_USE',
			message: `The state file ${stateFile} is in use by another sandbox, process ${process.pid}. Give each sandbox a file of its own, or stop that one.`,
		});
		first.control.sendMessage('linq', { from: 'human', text: 'Mine' });
		await first.close();
		expect(await readFile(stateFile, 'utf8')).toContain('Mine');
	});

	it('is one and the same by whatever way it is named', async () => {
		await start({ stateFile });
		await symlink(directory, `${directory}-link`);
		try {
			await expect(start({ stateFile: join(`${directory}-link`, 'state.json') })).rejects.toMatchObject({ code: 'IN_USE' });
		} finally {
			await rm(`${directory}-link`);
		}
	});

	it('loses the draft of a sandbox that was killed while it wrote', async () => {
		await writeFile(`${stateFile}.4194301.tmp`, '{"format":"tapback-sandbox state","secr');
		const sandbox = await start({ stateFile });
		await sandbox.close();
		expect(await readdir(directory)).toEqual(['state.json']);
	});

	it('is for the user alone', async () => {
		await stateOf((sandbox) => sandbox.control.sendMessage('linq', { from: 'human', text: 'Hello' }));
		expect((await stat(stateFile)).mode & 0o777).toBe(0o600);
	});

	it('that was deleted meanwhile is written anew', async () => {
		const sandbox = await start({ stateFile });
		await rm(stateFile);
		sandbox.control.sendMessage('linq', { from: 'human', text: 'Still here' });
		await sandbox.close();
		expect(await readFile(stateFile, 'utf8')).toContain('Still here');
	});

	it('is not touched by a sandbox that finds its port taken', async () => {
		const sandbox = await start({ stateFile });
		sandbox.control.sendMessage('linq', { from: 'human', text: 'Mine' });
		const port = Number(new URL(sandbox.url).port);
		await expect(start({ port, stateFile })).rejects.toMatchObject({ code: 'EADDRINUSE' });
		await sandbox.close();
		expect(await readFile(stateFile, 'utf8')).toContain('Mine');
	});

	it('is the only one of its folder: no draft stays behind', async () => {
		await stateOf((sandbox) => sandbox.control.sendMessage('linq', { from: 'human', text: 'Hello' }));
		expect(await readdir(directory)).toEqual(['state.json']);
	});

	it('has each message on a line of its own', async () => {
		const content = await stateOf((sandbox) => sandbox.control.sendMessage('tuco', { from: 'human', text: 'On its line' }));
		const [line = ''] = content.split('\n').filter((candidate) => candidate.includes('On its line'));
		expect(JSON.parse(line.replace(/\]\}*,?$|,$/, ''))).toMatchObject({ from: 'human', parts: [{ type: 'text', text: 'On its line' }] });
	});
});

async function start(options?: SandboxOptions): Promise<Sandbox> {
	const sandbox = await startTestSandbox(options);
	started.push(sandbox);
	return sandbox;
}

/** What a sandbox leaves in the file after `change`. */
async function stateOf(change: (sandbox: Sandbox) => unknown): Promise<string> {
	const sandbox = await start({ stateFile });
	change(sandbox);
	await sandbox.close();
	return readFile(stateFile, 'utf8');
}

async function expectRefusal(content: string, { code, message }: { code: string; message: RegExp }): Promise<void> {
	await writeFile(stateFile, content);
	const starting = start({ stateFile });
	await expect(starting).rejects.toMatchObject({ name: 'StateFileError', code, message: expect.stringMatching(message) });
	await expect(starting).rejects.toMatchObject({ message: expect.stringContaining(stateFile) });
	expect(await readFile(stateFile, 'utf8')).toBe(content);
}
