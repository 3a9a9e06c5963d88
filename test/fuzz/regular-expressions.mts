import ts from 'typescript';

export interface Found {
	path: string;
	line: number;
	expression: RegExp;
}

/**
 * Every regular expression that stands in a source.
 * @throws where one is put together while the program runs: it can't be checked.
 */
export function regularExpressionsIn(path: string, source: string): Found[] {
	const file = ts.createSourceFile(path, source, ts.ScriptTarget.ES2023, true, ts.ScriptKind.TS);
	const found: Found[] = [];
	const visit = (node: ts.Node): void => {
		const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
		if (ts.isRegularExpressionLiteral(node)) found.push({ path, line, expression: expressionOf(node.text) });
		if (ts.isIdentifier(node) && node.text === 'RegExp' && !ts.isTypeReferenceNode(node.parent)) {
			throw new Error(`${path}:${line} builds a regular expression. Write it as a literal.`);
		}
		node.forEachChild(visit);
	};
	visit(file);
	return found;
}

function expressionOf(literal: string): RegExp {
	const end = literal.lastIndexOf('/');
	return new RegExp(literal.slice(1, end), literal.slice(end + 1).replace(/[gy]/g, ''));
}
