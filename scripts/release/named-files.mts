/** A block without a language is a drawing, which names files as code spans do. */
const FENCE = /^(```|~~~)(.*)\n([\s\S]*?)^\1/gm;
const CODE_SPAN = /`([^`\n]+)`/g;

/** `park.ts`, `state/live-set.ts`, `core/providers/<id>/index.ts`: sources and pages, wherever they are. */
const SOURCE = /^(?:[\w@<>*-][\w.@<>*-]*\/)*[\w<>*-][\w.<>*-]*\.(?:m?ts|tsx|md)$/;
/** Files and folders by their path from the root, without built and installed ones. */
const ROOTED = /^(?:core|nodes|credentials|plugins|sandbox|host|examples|scripts|docs|test|icons|\.github|\.ci)\/[\w.@<>*/-]*$/;
const NOT_TRACKED = /(?:^|\/)(?:node_modules|dist|\.tapback)(?:\/|$)/;

export interface FileIndex {
	/** The files and folders that a page names, but that do not exist. */
	missingIn(page: string): string[];
}

/**
 * Finds the files of a repository by the end of their path, in whole names: `live-set.ts` is
 * `core/state/live-set.ts`. `*` and `<id>` match one name or a part of it.
 */
export function createFileIndex(paths: readonly string[]): FileIndex {
	const all = paths.flatMap((path) => [path, ...foldersOf(path)]);
	const known = new Map<string, boolean>();

	const exists = (name: string) => {
		const plain = name.replace(/\/$/, '');
		const found = known.get(plain) ?? all.some((path) => patternOf(plain).test(path));
		known.set(plain, found);
		return found;
	};

	return {
		missingIn: (page) => [...new Set(namesIn(page))].filter((name) => !exists(name)),
	};
}

function namesIn(page: string): string[] {
	const drawings = [...page.matchAll(FENCE)].filter(([, , language]) => language === '').map(([, , , drawing = '']) => drawing);
	const drawn = drawings.flatMap((drawing) => drawing.split(/[\s,()`]+/)).filter((word) => SOURCE.test(word));
	const spans = [...page.replace(FENCE, '').matchAll(CODE_SPAN)].map(([, span = '']) => span);
	const named = spans.filter((span) => (SOURCE.test(span) || ROOTED.test(span)) && !NOT_TRACKED.test(span));
	return [...drawn, ...named];
}

function foldersOf(path: string): string[] {
	const parts = path.split('/').slice(0, -1);
	return parts.map((_part, index) => parts.slice(0, index + 1).join('/'));
}

function patternOf(name: string): RegExp {
	const parts = name.split(/\*|<[^>]*>/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
	return new RegExp(`^(?:.*/)?${parts.join('[^/]*')}$`);
}
