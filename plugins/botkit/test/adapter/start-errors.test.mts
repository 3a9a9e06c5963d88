import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { describe, expect, it } from '@jest/globals';

const ROOT = process.cwd();
const SOURCE = pathToFileURL(join(ROOT, 'plugins', 'botkit', 'src', 'index.mts')).href;

/** Runs a program of the user's to its end; one that would stay ends itself after ten seconds, with the exit code 0. */
async function run(lines: readonly string[]): Promise<{ code: unknown; says: string }> {
	const program = [
		`import { IMessageAdapter, tapback } from ${JSON.stringify(SOURCE)};`,
		"import { Botkit } from 'botkit';",
		"import { TestAdapter } from 'botbuilder-core';",
		"const LINQ = { provider: 'linq', credentials: { apiKey: 'x' } };",
		'const other = () => new TestAdapter(async () => undefined);',
		'process.env.PORT = "0";',
		...lines,
		'setTimeout(() => process.exit(0), 10_000);',
	].join('\n');
	return await new Promise((resolve) => {
		const options = ['--import', 'tsx', '--input-type=module', '--eval', program];
		execFile(process.execPath, options, { cwd: ROOT }, (error, _stdout, says) => resolve({ code: error?.code ?? 0, says }));
	});
}

/** Botkit only prints what `init` throws: the bot would look alive, and get nothing. */
describe('a bot that can’t receive ends at start, with the reason', () => {
	it('where its adapter is another one, and Botkit is booted already', async () => {
		const { code, says } = await run([
			'const bot = new Botkit({ adapter: other(), disable_webserver: true, disable_console: true });',
			'bot.usePlugin(new IMessageAdapter(LINQ));',
		]);
		expect(says).toContain('This controller has another adapter');
		expect(code).toBe(1);
	});

	it('where its adapter is another one, and Botkit still boots', async () => {
		const { code, says } = await run([
			'const bot = new Botkit({ adapter: other(), disable_console: true });',
			'bot.usePlugin(new IMessageAdapter(LINQ));',
		]);
		expect(says).toContain('This controller has another adapter');
		expect(code).toBe(1);
	});

	it('where its plugin comes late, long after the boot', async () => {
		const { code, says } = await run([
			'const bot = new Botkit({ adapter: other(), disable_console: true });',
			'bot.ready(() => setTimeout(() => bot.usePlugin(new IMessageAdapter(LINQ)), 100));',
		]);
		expect(says).toContain('This controller has another adapter');
		expect(code).toBe(1);
	});
});

it('a bot that can receive stays', async () => {
	const { code } = await run([
		'const bot = new Botkit({ adapter: new IMessageAdapter(LINQ), disable_console: true });',
		'bot.ready(() => setTimeout(() => process.exit(7), 200));',
	]);
	expect(code).toBe(7);
});
