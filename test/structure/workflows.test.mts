import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';

import { PROVIDERS } from '../../core/index.ts';
import { knownVersions } from '../../host/n8n/versions.mts';
import { PUBLISHED } from '../../scripts/release/manifests.mts';
import { readRepositoryFile, repositoryFiles } from './files.mts';

const permissionsSchema = z.record(z.enum(['read', 'write', 'none']));
const stepSchema = z
	.object({ uses: z.string().optional(), run: z.string().optional(), with: z.record(z.unknown()).optional() })
	.passthrough();
const jobSchema = z
	.object({
		permissions: permissionsSchema.optional(),
		'timeout-minutes': z.number(),
		'runs-on': z.literal('ubuntu-latest'),
		needs: z.string().optional(),
		strategy: z.object({ matrix: z.record(z.array(z.unknown())) }).optional(),
		steps: z.array(stepSchema).min(1),
	})
	.passthrough();
/** Permissions are set by the file, so that no job gets what the repository's settings give. */
const workflowSchema = z.object({
	name: z.string(),
	on: z.record(z.unknown()),
	permissions: permissionsSchema,
	concurrency: z.unknown(),
	jobs: z.record(jobSchema),
});
type Workflow = z.infer<typeof workflowSchema>;

const PINNED = /^[\w.-]+\/[\w.-]+(?:\/[\w./-]+)?@[0-9a-f]{40}$/;
const PINNED_WITH_VERSION = /uses: [^@\s]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;

const files = repositoryFiles(/^\.github\/workflows\/.+\.ya?ml$/);
const workflows = new Map(files.map((path) => [path, workflowSchema.safeParse(parse(readRepositoryFile(path)))]));

function workflowOf(path: string): Workflow {
	const parsed = workflows.get(path);
	if (parsed?.success !== true) throw new Error(`${path}: ${parsed?.error.message ?? 'it is missing'}`);
	return parsed.data;
}

function stepsOf(path: string) {
	return Object.values(workflowOf(path).jobs).flatMap(({ steps }) => steps);
}

/** The jobs that may write, or ask for a token in GitHub's name. */
function writersOf(path: string): string[] {
	return Object.entries(workflowOf(path).jobs).flatMap(([name, { permissions = {} }]) =>
		Object.entries(permissions).flatMap(([scope, access]) => (access === 'write' ? [`${name}: ${scope}`] : [])),
	);
}

describe('GitHub’s workflows', () => {
	it('are there', () => {
		expect(files).toEqual(['ci', 'nightly', 'publish'].map((name) => `.github/workflows/${name}.yml`));
	});

	it.each(files)('%s parses, and sets permissions and time limits', (path) => {
		expect(workflows.get(path)?.error?.message).toBeUndefined();
	});

	it.each(files)('%s pins each action by commit', (path) => {
		const used = stepsOf(path).flatMap(({ uses = [] }) => uses);
		expect(used.length).toBeGreaterThan(0);
		expect(used.filter((uses) => !PINNED.test(uses))).toEqual([]);
	});

	it.each(files)('%s names the version of each commit beside it', (path) => {
		const lines = readRepositoryFile(path).split('\n');
		expect(lines.filter((line) => /^\s*(?:- )?uses:/.test(line) && !PINNED_WITH_VERSION.test(line))).toEqual([]);
	});

	it('use one version of each action', () => {
		const used = new Set(files.flatMap(stepsOf).flatMap(({ uses = [] }) => uses));
		const actions = [...used].map((uses) => uses.split('@')[0]);
		expect(actions).toEqual([...new Set(actions)]);
	});

	it.each(files)('%s leaves no token in the checkout', (path) => {
		const checkouts = stepsOf(path).filter(({ uses }) => uses?.startsWith('actions/checkout@'));
		expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([]);
	});

	it.each(files)('%s writes nothing of a stranger into a script', (path) => {
		expect(stepsOf(path).filter(({ run }) => run?.includes('${{'))).toEqual([]);
	});

	it.each(files)('%s gives a pull request of a stranger no rights', (path) => {
		expect(Object.keys(workflowOf(path).on)).not.toEqual(expect.arrayContaining(['pull_request_target']));
		expect(Object.values(workflowOf(path).permissions)).not.toContain('write');
	});

	it('write in two jobs only: one publishes, one writes the notes', () => {
		expect(files.flatMap(writersOf)).toEqual(['publish: id-token', 'notes: contents']);
	});

	it('run no code of ours beside the right to publish', () => {
		const { publish } = workflowOf('.github/workflows/publish.yml').jobs;
		const used = publish?.steps.flatMap(({ uses }) => uses?.split('@')[0] ?? []);
		expect(used).toEqual(['actions/download-artifact', 'actions/setup-node']);
		expect(publish?.steps.map(({ run = '' }) => run).join('')).not.toMatch(/npm (?:ci|install|run|exec)|npx/);
	});

	it('publish all packages', () => {
		const published = PUBLISHED.map(({ name }) => name).join(' ');
		expect(readRepositoryFile('.github/workflows/publish.yml')).toContain(`for name in ${published}; do`);
	});

	it('name scripts that exist', () => {
		const { scripts }: { scripts: object } = JSON.parse(readRepositoryFile('package.json'));
		const named = files.flatMap(stepsOf).flatMap(({ run = '' }) => [...run.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name));
		expect(named.length).toBeGreaterThan(2);
		expect(named.filter((name) => !Object.hasOwn(scripts, name ?? ''))).toEqual([]);
	});

	it('test in every n8n that can be had', () => {
		const { versions } = workflowOf('.github/workflows/nightly.yml').jobs;
		expect([...(versions?.strategy?.matrix.n8n ?? [])].sort()).toEqual(knownVersions());
	});

	it('test on the oldest Node that the packages promise, and on newer ones', () => {
		const { engines }: { engines: { node: string } } = JSON.parse(readRepositoryFile('package.json'));
		const { fast } = workflowOf('.github/workflows/ci.yml').jobs;
		expect(fast?.strategy?.matrix.node).toEqual([Number(/\d+/.exec(engines.node)?.[0]), 22, 24]);
	});
});

describe('GitHub’s forms', () => {
	const formSchema = z.object({
		name: z.string(),
		description: z.string(),
		body: z.array(
			z.object({
				type: z.enum(['dropdown', 'input', 'textarea', 'checkboxes', 'markdown']),
				id: z.string(),
				attributes: z.object({ label: z.string(), options: z.array(z.unknown()).optional() }).passthrough(),
				validations: z.object({ required: z.boolean() }).optional(),
			}),
		),
	});
	const bug = formSchema.parse(parse(readRepositoryFile('.github/ISSUE_TEMPLATE/bug.yml')));
	const field = (id: string) => bug.body.find((entry) => entry.id === id);

	it.each(repositoryFiles(/^\.github\/ISSUE_TEMPLATE\/(?!config).+\.yml$/))('%s is a form', (path) => {
		expect(formSchema.safeParse(parse(readRepositoryFile(path))).error?.message).toBeUndefined();
	});

	it('ask for the provider, by the names of all', () => {
		const names = PROVIDERS.map(({ name }) => name);
		expect(field('provider')?.attributes.options).toEqual([...names, 'None of them']);
	});

	it('ask for a version, and for a payload that was redacted', () => {
		expect(field('version')?.validations?.required).toBe(true);
		expect(field('payload')?.attributes.description).toContain('Redact it first');
		expect(field('redacted')?.attributes.options).toEqual([expect.objectContaining({ required: true })]);
	});

	it('ask for the package, by the names of all', () => {
		expect([...(field('package')?.attributes.options ?? [])].sort()).toEqual(PUBLISHED.map(({ name }) => name).sort());
	});
});

it('dependencies are updated, those of the workflows too', () => {
	const { updates } = z
		.object({ version: z.literal(2), updates: z.array(z.object({ 'package-ecosystem': z.string(), directory: z.string() })) })
		.parse(parse(readRepositoryFile('.github/dependabot.yml')));
	expect(updates.map((update) => update['package-ecosystem'])).toEqual(['npm', 'github-actions']);
});
