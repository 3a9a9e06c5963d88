import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const MOST_LINES = 20;

/** The code and the commands of the plugin's README, read from the packed README. */
export interface PluginReadme {
	/** The bot of “In twenty lines”, as an ECMAScript module. */
	bot: string;
	/** The same bot in CommonJS, with the two lines that the README gives for CommonJS. */
	commonJsBot: string;
	/** The other pieces of code. */
	snippets: readonly string[];
}

/** @throws Error if the README lacks a part that the checks need. */
export function readPluginReadme(packageDirectory: string): PluginReadme {
	const text = readFileSync(join(packageDirectory, 'README.md'), 'utf8');
	const blocksOf = (language: string) =>
		[...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map(([, code = '']) => code);
	const [bot, requires, ...others] = blocksOf('js');
	if (bot === undefined || requires === undefined || others.length > 0) throw new Error('The README has not two pieces of js.');
	const lines = bot.trimEnd().split('\n').length;
	if (lines > MOST_LINES) throw new Error(`The first bot has ${lines} lines; at most ${MOST_LINES}.`);
	return { bot, commonJsBot: bot.replace(/^(?:import .*\n)+/, requires), snippets: blocksOf('ts') };
}
