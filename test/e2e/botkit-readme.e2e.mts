import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';

import { REPO_ROOT } from '../../host/pack.mts';
import { runReadmeBots } from '../../scripts/checks/first-tapback.mts';

const PLUGIN = join(REPO_ROOT, 'plugins', 'botkit');

/** The commands of the README before its first bot, one a line. */
function commands(): string[] {
	const [, block = ''] = /^## In twenty lines[^]*?^```sh\n([^]*?)^```/m.exec(readFileSync(join(PLUGIN, 'README.md'), 'utf8')) ?? [];
	return block.split('\n').filter((line) => line !== '');
}

describe('the first bot of the plugin’s README, in a fresh clone', () => {
	it('runs after the commands that stand before it', async () => {
		const [install, build, sandbox] = commands();
		assert.deepEqual([install, sandbox], ['npm ci', 'npm run sandbox']);
		// A clone has nothing built, and what is installed it shares with this one.
		await rm(join(PLUGIN, 'dist'), { recursive: true, force: true });
		const [command = '', ...args] = build?.split(' ') ?? [];
		execFileSync(command, args, { cwd: REPO_ROOT, stdio: 'pipe' });
		const folder = await mkdtemp(join(REPO_ROOT, '.first-bot-'));
		try {
			await mkdir(join(folder, 'node_modules'));
			await symlink(PLUGIN, join(folder, 'node_modules', 'botkit-plugin-tapback'));
			assert.equal(await runReadmeBots(folder), undefined);
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	});
});
