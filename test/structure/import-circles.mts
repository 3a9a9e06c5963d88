import ts from 'typescript';

import { importedFile } from './files.mts';
import type { SourceFile } from './import-rules.mts';

/** The groups of files that import one another, over however many steps, each sorted. Types count: a reader follows them, too. */
export function findCircles(files: readonly SourceFile[]): string[][] {
	const paths = new Set(files.map(({ path }) => path));
	const imports = new Map(files.map((file) => [file.path, importedFiles(file, paths)]));
	return components(imports)
		.filter((group) => group.length > 1 || (imports.get(group[0] ?? '') ?? []).includes(group[0] ?? ''))
		.map((group) => group.sort())
		.sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1));
}

function importedFiles({ path, source }: SourceFile, paths: ReadonlySet<string>): string[] {
	return ts.preProcessFile(source, true, true).importedFiles.flatMap(({ fileName }) => importedFile(path, fileName, paths) ?? []);
}

/** Tarjan's strongly connected components. */
function components(edges: ReadonlyMap<string, readonly string[]>): string[][] {
	const found: string[][] = [];
	const order = new Map<string, number>();
	const lowest = new Map<string, number>();
	const stack: string[] = [];

	function visit(node: string): void {
		order.set(node, order.size);
		lowest.set(node, order.get(node) ?? 0);
		stack.push(node);
		for (const next of edges.get(node) ?? []) {
			if (!order.has(next)) {
				visit(next);
				lowest.set(node, Math.min(lowest.get(node) ?? 0, lowest.get(next) ?? 0));
			} else if (stack.includes(next)) {
				lowest.set(node, Math.min(lowest.get(node) ?? 0, order.get(next) ?? 0));
			}
		}
		if (lowest.get(node) === order.get(node)) found.push(stack.splice(stack.indexOf(node)));
	}

	for (const node of edges.keys()) if (!order.has(node)) visit(node);
	return found;
}
