import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

import { createFileIndex } from './named-files.mts';

export interface DocsOptions {
	root: string;
	/** Paths of the Markdown files, from the root. */
	files: readonly string[];
	/** The scripts of package.json. */
	scripts: readonly string[];
	/** All files of the repository, from the root. Every file that a text names must be among them. */
	repository: readonly string[];
}

const FENCE = /^(```|~~~)[\s\S]*?^\1/gm;
const LINK = /\]\(([^)\s]+)\)|<(?:img|source)[^>]+?(?:src|srcset)="([^"]+)"/g;
const ELSEWHERE = /^[a-z][a-z+.-]*:|^\/\//i;
const NPM_RUN = /\bnpm run (?:-s )?([a-z][\w:-]*)/g;

/** Broken links of the docs, and commands and files that do not exist, a sentence each. */
export function docsProblems({ root, files, scripts, repository }: DocsOptions): string[] {
	const headings = new Map<string, Set<string>>();
	const headingsOf = (path: string) => {
		const known = headings.get(path) ?? anchorsOf(readFileSync(join(root, path), 'utf8'));
		headings.set(path, known);
		return known;
	};
	const index = createFileIndex(repository);

	return files.flatMap((file) => {
		const text = readFileSync(join(root, file), 'utf8');
		const commands = [...text.matchAll(NPM_RUN)].map(([, name = '']) => name).filter((name) => !scripts.includes(name));
		const links = [...text.replace(FENCE, '').matchAll(LINK)].map(([, link, picture]) => link ?? picture ?? '');
		const broken = links
			.filter((link) => !ELSEWHERE.test(link))
			.filter((link) => {
				const [path = '', anchor = ''] = decodeURI(link).split('#');
				const target = path === '' ? file : normalize(join(dirname(file), path));
				if (!existsSync(join(root, target))) return true;
				return anchor !== '' && target.endsWith('.md') && !headingsOf(target).has(anchor);
			});
		return [
			...broken.map((link) => `${file}: the link to ${link} leads nowhere.`),
			...commands.map((name) => `${file}: there is no script “npm run ${name}”.`),
			...index.missingIn(text).map((name) => `${file}: there is no file or folder ${name}.`),
		];
	});
}

/** Anchors as GitHub derives them from headings: the second heading of the same name gets -1. */
function anchorsOf(text: string): Set<string> {
	const seen = new Map<string, number>();
	const anchors = new Set<string>();
	for (const [, heading = ''] of text.replace(FENCE, '').matchAll(/^#{1,6} +(.+?) *#*$/gm)) {
		const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
		const anchor = plain.replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '').replaceAll(' ', '-');
		const count = seen.get(anchor) ?? 0;
		seen.set(anchor, count + 1);
		anchors.add(count === 0 ? anchor : `${anchor}-${count}`);
	}
	return anchors;
}
