import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from '@jest/globals';

import { changelogProblem, readChangelog } from '../../scripts/release/changelog.mts';
import { docsProblems } from '../../scripts/release/docs.mts';
import { manifestProblems, readManifests } from '../../scripts/release/manifests.mts';
import { gitProblems } from '../../scripts/release/repository.mts';

const CHANGELOG = '# Changelog\n\nWords.\n\n## 0.2.0 – unreleased\n\n### Added\n\n- A thing.\n\n## 0.1.0 – 2026-11-27\n\n- All.\n';

describe('the changelog of a release', () => {
	it('is read by version, with its date and its text', () => {
		expect(readChangelog(CHANGELOG)).toEqual([
			{ version: '0.2.0', date: undefined, notes: '### Added\n\n- A thing.' },
			{ version: '0.1.0', date: '2026-11-27', notes: '- All.' },
		]);
	});

	it('is fine where it begins with the version', () => expect(changelogProblem(CHANGELOG, '0.2.0')).toBeUndefined());
	it('must begin with the version', () => expect(changelogProblem(CHANGELOG, '0.3.0')).toContain('begins with 0.2.0'));
	it('must say something', () => expect(changelogProblem('## 0.3.0 – unreleased\n', '0.3.0')).toContain('says nothing'));

	it('must have released what is below', () => {
		const text = CHANGELOG.replace('2026-11-27', 'unreleased');
		expect(changelogProblem(text, '0.2.0')).toContain('calls 0.1.0 unreleased');
	});

	it.each(['## Soon', '## 0.2.0', '## 0.2.0 - 2026-11-27', '## 0.2.0 – 27 November'])('refuses the heading “%s”', (heading) => {
		expect(() => readChangelog(`${heading}\n\n- A thing.\n`)).toThrow('CHANGELOG.md');
	});
});

describe('the packages of a release', () => {
	const { manifests, lock } = readManifests(process.cwd());
	const withSandbox = (change: object) => ({ ...manifests, sandbox: Object.assign({}, manifests.sandbox, change) });

	it('fit together today', () => expect(manifestProblems(manifests, lock)).toEqual([]));

	it.each([
		[{ version: '9.9.9' }, 'All have the same'],
		[{ name: 'sandbox' }, 'not tapback-sandbox'],
		[{ license: 'UNLICENSED' }, 'not MIT'],
		[{ repository: { url: 'git+https://github.com/somebody/else.git', directory: 'sandbox' } }, 'another repository'],
		[{ repository: { url: 'git+https://github.com/tapback/n8n-nodes-tapback.git' } }, 'repository.directory'],
		[{ publishConfig: { access: 'public', provenance: false } }, 'provenance'],
	])('must not have %j in one of them', (change, sentence) => {
		expect(manifestProblems(withSandbox(change), lock)).toEqual(expect.arrayContaining([expect.stringContaining(sentence)]));
	});

	it('must be in the lockfile with their version', () => {
		const [first] = manifestProblems(manifests, { packages: { '': { version: '0.0.1' } } });
		expect(first).toContain('package-lock.json');
	});

	it('must have a version that npm takes', () => {
		const renamed = Object.fromEntries(
			Object.entries(manifests).map(([folder, manifest]) => [folder, Object.assign({}, manifest, { version: 'v1' })]),
		);
		expect(manifestProblems(renamed, lock)).toEqual(expect.arrayContaining(['package.json: v1 is no version.']));
	});
});

describe('the docs of a release', () => {
	const root = mkdtempSync(join(tmpdir(), 'tapback-docs-'));
	afterAll(() => rmSync(root, { recursive: true, force: true }));
	mkdirSync(join(root, 'docs'));
	writeFileSync(join(root, 'docs', 'there.md'), '# There\n\n## A part, `with` words\n\n## A part, `with` words\n');
	const problemsOf = (text: string) => {
		writeFileSync(join(root, 'README.md'), text);
		return docsProblems({ root, files: ['README.md'], scripts: ['build'], repository: ['core/state/live-set.ts', 'docs/there.md'] });
	};

	it.each([
		'[there](docs/there.md)',
		'[a part](docs/there.md#a-part-with-words)',
		'[the second](docs/there.md#a-part-with-words-1)',
		'# Here\n\n[here](#here)',
		'[elsewhere](https://n8n.io/x) or [by mail](mailto:a@b.example)',
		'```md\n[a link of an example](nowhere.md)\n```',
		'Run `npm run build`.',
		'See `live-set.ts`, `state/live-set.ts`, `core/<folder>/live-*.ts`, `core/` and `core/state`.',
		'Not tracked: `core/dist/x.js`. No file: `example.com/x`, `n8n.log`, `a.b`.',
		'```ts\nimport a from "./nowhere.ts";\n```\n\nnowhere.ts',
	])('are fine with %j', (text) => expect(problemsOf(text)).toEqual([]));

	it.each([
		['[nowhere](docs/nowhere.md)', 'docs/nowhere.md leads nowhere'],
		['[no part](docs/there.md#nothing)', 'docs/there.md#nothing leads nowhere'],
		['![picture](docs/none.png)', 'docs/none.png leads nowhere'],
		['<img alt="x" src="docs/none.png">', 'docs/none.png leads nowhere'],
		['Run `npm run nothing`.', 'no script “npm run nothing”'],
		['See `set.ts`.', 'no file or folder set.ts'],
		['See `core/live-set.ts`.', 'no file or folder core/live-set.ts'],
		['See `core/flows/`.', 'no file or folder core/flows/'],
		['```\nread  live-sets.ts\n```', 'no file or folder live-sets.ts'],
	])('must not say %j', (text, sentence) => expect(problemsOf(text)).toEqual([expect.stringContaining(sentence)]));
});

describe('the repository at a release', () => {
	const gitThat = (answers: Record<string, string>) => ({
		tag: 'v0.1.0',
		git: (...args: string[]) => answers[args.slice(0, 2).join(' ')] ?? answers[args[0] ?? ''] ?? '',
	});
	const ready = { 'branch --show-current': 'main', remote: 'origin' };

	it('is ready on a clean main that was not tagged', () => expect(gitProblems({ ...gitThat(ready), isTagged: false })).toEqual([]));

	it.each([
		[{ status: ' M README.md' }, 'uncommitted changes'],
		[{ 'branch --show-current': 'release' }, 'from main'],
		[{ 'tag --list': 'v0.1.0' }, 'Raise the version'],
		[{ remote: 'upstream' }, 'no remote'],
	])('is not with %j', (change, sentence) => {
		expect(gitProblems({ ...gitThat({ ...ready, ...change }), isTagged: false })).toEqual([expect.stringContaining(sentence)]);
	});

	it('is ready to be published where the commit has the tag', () => {
		expect(gitProblems({ ...gitThat({ 'tag --points-at': 'other\nv0.1.0' }), isTagged: true })).toEqual([]);
	});

	it('is not published from a commit without the tag', () => {
		expect(gitProblems({ ...gitThat({ 'tag --points-at': 'v0.0.9' }), isTagged: true })).toEqual(['This commit has no tag v0.1.0.']);
	});
});
