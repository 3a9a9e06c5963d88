import ts from 'typescript';

/** The names that a file exports without a doc comment. Names that it only passes on are documented where they are defined. */
export function findUndocumented({ path, source }: { path: string; source: string }): string[] {
	const { statements } = ts.createSourceFile(path, source, ts.ScriptTarget.ES2022, true);
	return statements
		.filter((statement) => isExported(statement) && !ts.getJSDocCommentsAndTags(statement).some(ts.isJSDoc))
		.flatMap(namesOf)
		.map((name) => `${path}: ${name}`);
}

function isExported(statement: ts.Statement): boolean {
	const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
	return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

function namesOf(statement: ts.Statement): string[] {
	if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.map(({ name }) => name.getText());
	const isNamed =
		ts.isFunctionDeclaration(statement) ||
		ts.isInterfaceDeclaration(statement) ||
		ts.isTypeAliasDeclaration(statement) ||
		ts.isClassDeclaration(statement);
	return isNamed ? [statement.name?.text ?? 'default'] : [];
}
