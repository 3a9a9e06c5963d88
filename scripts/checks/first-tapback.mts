import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { freePort } from '../../host/ports.mts';
import { startSandbox, type Sandbox } from '../../sandbox/src/index.mts';
import { readPluginReadme } from './plugin-readme.mts';
import { startProgram, until } from './program.mts';

const SANDBOX = 'http://127.0.0.1:4747';
const BOT = 'http://127.0.0.1:3000';

/** Runs the README's first bot as an ECMAScript and as a CommonJS module, in a project with the package, and taps a message. */
export async function runReadmeBots(project: string): Promise<string | undefined> {
	const { bot, commonJsBot } = readPluginReadme(join(project, 'node_modules', 'botkit-plugin-tapback'));
	const sandbox = await startSandbox({ port: 0 });
	try {
		for (const [file, code] of Object.entries({ 'bot.mjs': bot, 'bot.cjs': commonJsBot })) {
			sandbox.control.reset();
			const problem = await runBot({ project, file, code, sandbox });
			if (problem !== undefined) return `${file}: ${problem}`;
		}
		return undefined;
	} finally {
		await sandbox.close();
	}
}

interface ReadmeBot {
	project: string;
	file: string;
	code: string;
	sandbox: Sandbox;
}

async function runBot({ project, file, code, sandbox }: ReadmeBot): Promise<string | undefined> {
	const port = String(await freePort());
	for (const address of [SANDBOX, BOT]) if (!code.includes(address)) return `It doesn’t name ${address}.`;
	await writeFile(join(project, file), code.replaceAll(SANDBOX, sandbox.url).replaceAll(BOT, `http://127.0.0.1:${port}`));
	const program = startProgram(process.execPath, [file], { cwd: project, env: { ...process.env, PORT: port } });
	try {
		await program.prints(/tap a message/);
		const [message] = sandbox.control.messages('linq');
		if (message === undefined) return 'The sandbox has no message to tap.';
		sandbox.control.react('linq', { messageId: message.id, reaction: 'question' });
		await program.prints(/tapped ❓/);
		const standing = () => sandbox.control.tapbacks('linq', message.id).map(({ from, reaction }) => `${from}: ${reaction}`);
		const isThere = await until(() => standing().includes('agent: love'));
		return isThere ? undefined : `The message has these tapbacks: ${standing().join(', ')}.`;
	} finally {
		await program.end();
	}
}
