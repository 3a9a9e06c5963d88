import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { ROOT, repositoryFiles } from './files.mts';

/** A vendor that nobody has: the same as another one but for its name, so that it has everything a real one has. */
export const TWIN = { id: 'magpie', name: 'Magpie' };

const MODEL = { id: 'agentphone', typeName: 'agentPhone', name: 'AgentPhone' };

/** What somebody writes who adds a vendor. */
const BY_HAND = {
	folders: [`core/providers/${TWIN.id}/`, `sandbox/src/providers/${TWIN.id}/`],
	scenario: `test/contract/scenarios/${TWIN.id}.mts`,
	page: `docs/setup/${TWIN.id}.md`,
	registries: ['core/providers/registry.ts', 'sandbox/src/providers/index.mts'],
} as const;

/** A copy of the repository, to which the twin was added as CONTRIBUTING says. */
export interface Copy {
	/** Files that are new in it or differ, but for those of the twin's two folders. */
	changed(): string[];
	/** How a command of the repository ended there, with what it printed. */
	run(command: string, ...args: string[]): { isOk: boolean; output: string };
	remove(): void;
}

export const EXPECTED = [BY_HAND.scenario, BY_HAND.page, ...BY_HAND.registries];

export function copyWithTwin(): Copy {
	const copy = mkdtempSync(join(tmpdir(), 'tapback-twin-'));
	const files = repositoryFiles(/./);
	const read = (path: string) => readFileSync(join(ROOT, path));
	const write = (path: string, content: string | Buffer) => {
		mkdirSync(dirname(join(copy, path)), { recursive: true });
		writeFileSync(join(copy, path), content);
	};

	for (const path of files) {
		mkdirSync(dirname(join(copy, path)), { recursive: true });
		cpSync(join(ROOT, path), join(copy, path));
	}
	for (const folder of ['', 'sandbox', 'plugins/botkit']) {
		const modules = join(ROOT, folder, 'node_modules');
		if (existsSync(modules)) symlinkSync(modules, join(copy, folder, 'node_modules'));
	}
	for (const path of files.filter(isOfModel)) write(renamed(path), renamed(read(path).toString()));
	for (const path of BY_HAND.registries) write(path, registered(read(path).toString()));

	return {
		changed() {
			const { output } = run('git', 'ls-files', '--others', '--exclude-standard');
			return output
				.split('\n')
				.filter((path) => path !== '' && !path.endsWith('node_modules') && !BY_HAND.folders.some((folder) => path.startsWith(folder)))
				.filter((path) => !files.includes(path) || !read(path).equals(readFileSync(join(copy, path))))
				.sort();
		},
		run,
		remove: () => rmSync(copy, { recursive: true, force: true }),
	};

	function run(command: string, ...args: string[]): { isOk: boolean; output: string } {
		if (!existsSync(join(copy, '.git'))) execFileSync('git', ['init', '-q'], { cwd: copy });
		try {
			return { isOk: true, output: execFileSync(command, args, { cwd: copy, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }) };
		} catch (error) {
			const { stdout, stderr } = Object(error);
			return { isOk: false, output: `${stdout}${stderr}` };
		}
	}
}

function isOfModel(path: string): boolean {
	return renamed(path) !== path && [...BY_HAND.folders, BY_HAND.scenario, BY_HAND.page].some((own) => renamed(path).startsWith(own));
}

function renamed(text: string): string {
	return text.replaceAll(MODEL.id, TWIN.id).replaceAll(MODEL.typeName, TWIN.id).replaceAll(MODEL.name, TWIN.name);
}

/** The two places of a registry: the import, and the list. */
function registered(source: string): string {
	const [line = ''] = source.match(new RegExp(`^import .*'\\./${MODEL.id}.*$`, 'm')) ?? [];
	return source.replace(line, `${line}\n${renamed(line)}`).replace(`[${MODEL.id},`, `[${MODEL.id}, ${TWIN.id},`);
}
