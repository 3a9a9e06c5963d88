import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

import { REPO_ROOT } from '../host/pack.mts';
import { changelogProblem, readChangelog } from './release/changelog.mts';
import { docsProblems } from './release/docs.mts';
import { manifestProblems, readManifests, versionOf } from './release/manifests.mts';
import { rehearse } from './release/rehearse.mts';
import { gitProblems } from './release/repository.mts';
import { keepTarballs, packAll, tarballProblems } from './release/tarballs.mts';

/*
 * `npm run release` checks version, changelog, docs and tarballs, rehearses the release, and pushes the tag that publishes.
 * `-- --dry-run` does the same without the push. What is needed only at the release itself is printed and is no failure.
 * `-- --tarballs FOLDER` is for the workflow that publishes: it checks, and writes the tarballs and the notes to the folder.
 */

const OPTIONS = { 'dry-run': { type: 'boolean', default: false }, tarballs: { type: 'string' } } as const;

await release().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});

async function release(): Promise<void> {
	const { 'dry-run': isDry, tarballs } = parseArgs({ options: OPTIONS }).values;
	const { manifests, lock } = readManifests(REPO_ROOT);
	const version = versionOf(manifests);
	const tag = `v${version}`;
	const changelog = readFileSync(join(REPO_ROOT, 'CHANGELOG.md'), 'utf8');
	const [newest] = readChangelog(changelog);

	report('versions', manifestProblems(manifests, lock));
	report('changelog', [changelogProblem(changelog, version)]);
	const repository = git('ls-files').split('\n');
	const pages = repository.filter((path) => path.endsWith('.md'));
	report('docs', docsProblems({ root: REPO_ROOT, files: pages, scripts: scriptsOf(manifests['.']), repository }));
	const untilRelease = [
		newest?.date === undefined ? `CHANGELOG.md calls ${version} unreleased. Write the date there.` : undefined,
		...gitProblems({ git, tag, isTagged: tarballs !== undefined }),
	].filter((problem) => problem !== undefined);
	if (isDry) for (const problem of untilRelease) console.log(`later   ${problem}`);
	else report('ready to be released', untilRelease);

	const packages = await packAll();
	try {
		report('tarballs', await tarballProblems(packages, version));
		if (tarballs === undefined) {
			await rehearse(packages, (line) => console.log(`        ${line}`));
			report('rehearsal', []);
		} else {
			await keepTarballs(packages, resolve(tarballs));
			await writeFile(resolve(tarballs, 'notes.md'), `${newest?.notes ?? ''}\n`);
		}
	} finally {
		for (const { remove } of packages) await remove();
	}

	if (isDry) return console.log(`${tag} could be released. Nothing was published.`);
	if (tarballs !== undefined) return;
	git('tag', '--annotate', tag, '--message', tag);
	git('push', 'origin', tag);
	console.log(`${tag} is pushed. GitHub publishes it: .github/workflows/publish.yml.`);
}

function git(...args: string[]): string {
	return execFileSync('git', args, { cwd: REPO_ROOT, encoding: 'utf8' }).trim();
}

/** @throws Error with all problems, if there are any. */
function report(name: string, problems: ReadonlyArray<string | undefined>): void {
	const found = problems.filter((problem) => problem !== undefined);
	if (found.length > 0) throw new Error([`FAILED  ${name}`, ...found.map((problem) => `        ${problem}`)].join('\n'));
	console.log(`ok      ${name}`);
}

function scriptsOf(manifest: unknown): string[] {
	return Object.keys(z.object({ scripts: z.record(z.string()) }).parse(manifest).scripts);
}
