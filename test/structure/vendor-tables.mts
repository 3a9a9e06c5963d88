import ts from 'typescript';

import type { SourceFile } from './import-rules.mts';

/**
 * Where a file has a table of vendors, as `path:line`: an object with two of their ids as keys, a list or a union of two,
 * a switch or a chain of conditions over two. Whoever adds a vendor would have to find it.
 */
export function findVendorTables({ path, source }: SourceFile, ids: readonly string[]): string[] {
	const kind = path.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
	const tree = ts.createSourceFile(path, source, ts.ScriptTarget.ES2022, true, kind);
	const found = new Set<number>();
	const visit = (node: ts.Node): void => {
		const named = namedIn(node).filter((name) => ids.includes(name));
		if (new Set(named).size > 1) found.add(tree.getLineAndCharacterOfPosition(node.getStart()).line + 1);
		node.forEachChild(visit);
	};
	visit(tree);
	return [...found].map((line) => `${path}:${line}`);
}

/** What stands side by side in a node: keys, entries, members, cases, the operands of a chain of comparisons. */
function namedIn(node: ts.Node): string[] {
	if (ts.isObjectLiteralExpression(node)) return node.properties.flatMap(({ name }) => (name ? [textOf(name)] : []));
	if (ts.isArrayLiteralExpression(node)) return node.elements.map(firstOf);
	if (ts.isUnionTypeNode(node)) return node.types.map((type) => (ts.isLiteralTypeNode(type) ? textOf(type.literal) : ''));
	if (ts.isCaseBlock(node)) return node.clauses.map((clause) => (ts.isCaseClause(clause) ? textOf(clause.expression) : ''));
	if (ts.isConditionalExpression(node) || isLogical(node)) return comparedIn(node);
	return [];
}

/** An entry, or the first part of one that is itself a list or an object. */
function firstOf(entry: ts.Expression): string {
	if (ts.isArrayLiteralExpression(entry)) return entry.elements[0] === undefined ? '' : textOf(entry.elements[0]);
	if (!ts.isObjectLiteralExpression(entry)) return textOf(entry);
	const [first] = entry.properties;
	return first && ts.isPropertyAssignment(first) ? textOf(first.initializer) : '';
}

function comparedIn(node: ts.Node): string[] {
	const own = ts.isBinaryExpression(node) && !isLogical(node) ? [textOf(node.left), textOf(node.right)] : [];
	const inner: string[] = [];
	if (ts.isConditionalExpression(node) || ts.isBinaryExpression(node) || ts.isParenthesizedExpression(node))
		node.forEachChild((child) => void inner.push(...comparedIn(child)));
	return [...own, ...inner];
}

function isLogical(node: ts.Node): boolean {
	if (!ts.isBinaryExpression(node)) return false;
	const { kind } = node.operatorToken;
	return kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.AmpersandAmpersandToken;
}

function textOf(node: ts.Node): string {
	return ts.isStringLiteralLike(node) || ts.isIdentifier(node) ? node.text : '';
}
