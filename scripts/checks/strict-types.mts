import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { REPO_ROOT } from '../../host/pack.mts';
import { outputOf } from './failed-command.mts';
import { readPluginReadme } from './plugin-readme.mts';

/** The settings of a usual TypeScript project. `skipLibCheck`, because Botkit's own types have errors. */
const COMPILER_OPTIONS = { strict: true, module: 'nodenext', target: 'es2022', types: ['node'], skipLibCheck: true, noEmit: true };

/** The declarations that a snippet of the README relies on. */
const BEFORE_SNIPPET = `
import { Botkit, BotkitConversation, type BotWorker, type BotkitMessage } from 'botkit';
import * as plugin from 'botkit-plugin-tapback';
const { IMessageAdapter, askForTapback, isTapbackError, normalizeMessageReactions, tapback, tapbackOf, withProgress } = plugin;
declare const controller: Botkit;
declare const tapbacks: plugin.TapbackPlugin;
declare const bot: BotWorker;
declare const message: BotkitMessage;
declare const messageId: string;
declare const publicUrl: string;
declare function lookUp(question: string | undefined): Promise<string>;
`;

/** Compiles only if the types are missing. */
const MUST_NOT_COMPILE = `
import type { BotWorker, BotkitMessage } from 'botkit';
import { tapback } from 'botkit-plugin-tapback';
declare const bot: BotWorker;
declare const message: BotkitMessage;
// @ts-expect-error: the credentials of another provider
tapback({ provider: 'sendblue', credentials: { apiKey: 'x' } });
// @ts-expect-error: no such option
void bot.tapback(message, 'love', { removed: true });
`;

/** Type-checks the README's code in a project that has the package, under `strict`. */
export async function checkStrictly(project: string): Promise<string | undefined> {
	const { bot, snippets } = readPluginReadme(join(project, 'node_modules', 'botkit-plugin-tapback'));
	const sources = {
		'bot.mts': bot,
		'bot.cts': bot,
		'wrong.mts': MUST_NOT_COMPILE,
		'wrong.cts': MUST_NOT_COMPILE,
		...Object.fromEntries(snippets.map((snippet, index) => [`snippet-${index + 1}.mts`, BEFORE_SNIPPET + snippet])),
	};
	for (const [file, source] of Object.entries(sources)) await writeFile(join(project, file), source);
	await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions: COMPILER_OPTIONS, files: Object.keys(sources) }));
	try {
		execFileSync(join(REPO_ROOT, 'node_modules', '.bin', 'tsc'), ['-p', project], { stdio: 'pipe' });
		return undefined;
	} catch (error) {
		return outputOf(error);
	}
}
