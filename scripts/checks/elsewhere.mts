import { execFileSync } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * An empty project with a package of ours, as its users get it, and with others from the registry. Gives its folder.
 * @param packageDirectory an unpacked tarball
 */
export async function installElsewhere(packageDirectory: string, others: readonly string[] = []): Promise<string> {
	const project = await mkdtemp(join(tmpdir(), 'tapback-elsewhere-'));
	const npm = (...args: string[]) => execFileSync('npm', args, { cwd: project, encoding: 'utf8', stdio: 'pipe' }).trim();
	npm('init', '-y');
	const tarball = npm('pack', '--ignore-scripts', '--silent', packageDirectory);
	// A dependency of Botkit has a postinstall that calls npx.
	npm('install', '--ignore-scripts', '--no-audit', '--no-fund', `./${tarball}`, ...others);
	return project;
}
