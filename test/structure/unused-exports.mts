import ts from 'typescript';

import { importedFile } from './files.mts';
import type { SourceFile } from './import-rules.mts';

/**
 * What is exported although no other file imports it, as `path: name`. A namespace import, `export *` and a dynamic import
 * count for every name. A type that its own file uses is left out: it has the shape of another export.
 */
export function findUnusedExports(files: readonly SourceFile[]): string[] {
	const paths = new Set(files.map(({ path }) => path));
	const trees = files.map(({ path, source }) => ({ path, tree: parse(path, source) }));
	const used = new Map<string, Set<string>>();
	for (const { path, tree } of trees) {
		for (const { from, names } of importsIn(tree)) {
			const target = importedFile(path, from, paths);
			if (target === undefined) continue;
			const known = used.get(target) ?? new Set();
			names.forEach((name) => known.add(name));
			used.set(target, known);
		}
	}
	return trees.flatMap(({ path, tree }) => {
		const importers = used.get(path) ?? new Set();
		if (importers.has(EVERY)) return [];
		return exportsIn(tree)
			.filter(({ name, isType }) => !importers.has(name) && !(isType && timesNamed(tree, name) > 1))
			.map(({ name }) => `${path}: ${name}`);
	});
}

const EVERY = '*';

interface Import {
	from: string;
	names: readonly string[];
}

function parse(path: string, source: string): ts.SourceFile {
	return ts.createSourceFile(path, source, ts.ScriptTarget.ES2022, true, path.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
}

interface Export {
	name: string;
	isType: boolean;
}

function exportsIn(tree: ts.SourceFile): Export[] {
	return tree.statements.flatMap((statement) => {
		const isType = isTypeDeclaration(statement);
		return exportedNames(statement).map((name) => ({ name, isType }));
	});
}

function exportedNames(statement: ts.Statement): string[] {
	if (ts.isExportAssignment(statement)) return ['default'];
	if (ts.isExportDeclaration(statement)) {
		const clause = statement.exportClause;
		return clause && ts.isNamedExports(clause) ? clause.elements.map(({ name }) => name.text) : [];
	}
	const kinds = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []).map(({ kind }) => kind) : [];
	if (!kinds.includes(ts.SyntaxKind.ExportKeyword)) return [];
	if (kinds.includes(ts.SyntaxKind.DefaultKeyword)) return ['default'];
	if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.flatMap(({ name }) => namesOf(name));
	const isNamed = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) || isTypeDeclaration(statement);
	return isNamed && statement.name ? [statement.name.text] : [];
}

function timesNamed(tree: ts.SourceFile, name: string): number {
	let times = 0;
	const visit = (node: ts.Node): void => {
		if (ts.isIdentifier(node) && node.text === name) times += 1;
		node.forEachChild(visit);
	};
	visit(tree);
	return times;
}

function isTypeDeclaration(node: ts.Node): node is ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.EnumDeclaration {
	return ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isEnumDeclaration(node);
}

function namesOf(name: ts.BindingName): string[] {
	return ts.isIdentifier(name) ? [name.text] : name.elements.flatMap((one) => (ts.isBindingElement(one) ? namesOf(one.name) : []));
}

function importsIn(tree: ts.SourceFile): Import[] {
	const found: Import[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isImportDeclaration(node)) found.push({ from: textOf(node.moduleSpecifier), names: importedNames(node.importClause) });
		if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
			const clause = node.exportClause;
			const names =
				clause && ts.isNamedExports(clause) ? clause.elements.map(({ propertyName, name }) => (propertyName ?? name).text) : [EVERY];
			found.push({ from: textOf(node.moduleSpecifier), names });
		}
		if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
			found.push({ from: textOf(node.argument.literal), names: [EVERY] });
		const [argument] = ts.isCallExpression(node) ? node.arguments : [];
		if (ts.isCallExpression(node) && argument && isLoading(node.expression)) found.push({ from: textOf(argument), names: [EVERY] });
		node.forEachChild(visit);
	};
	visit(tree);
	return found;
}

function importedNames(clause: ts.ImportClause | undefined): string[] {
	const { name, namedBindings } = clause ?? {};
	const own = name ? ['default'] : [];
	if (namedBindings === undefined) return own;
	if (ts.isNamespaceImport(namedBindings)) return [EVERY];
	return [...own, ...namedBindings.elements.map(({ propertyName, name: local }) => (propertyName ?? local).text)];
}

function isLoading(called: ts.Expression): boolean {
	return called.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(called) && called.text === 'require');
}

function textOf(node: ts.Node): string {
	return ts.isStringLiteralLike(node) ? node.text : '';
}
