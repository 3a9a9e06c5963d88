import { posix } from 'node:path';

import ts from 'typescript';

export interface SourceFile {
	/** From the root of the repository, with slashes. */
	path: string;
	source: string;
}

/** Every breach of the import rules of docs/architecture.md, as `path: what is wrong`. */
export function findBreaches(files: readonly SourceFile[], vendorNames: readonly string[]): string[] {
	return files.flatMap((file) => {
		const found = [...extensionBreaches(file), ...vendorBreaches(file, vendorNames)];
		if (isUnderRules(file.path)) {
			const tree = ts.createSourceFile(file.path, file.source, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS);
			const nodes = [...descendants(tree)];
			found.push(...nodes.flatMap((node) => importBreaches(file.path, node)));
			if (file.path.startsWith('core/')) found.push(...nodes.flatMap(effectBreaches));
		}
		return found.map((breach) => `${file.path}: ${breach}`);
	});
}

/**
 * Who may import whom inside the repository: the folders of core, from the lowest up. Each may import its own files, too.
 * `core/providers` is the interface of a vendor, `core/providers/*` the folder of one. What isn't named here may import
 * its own files, `nodes/shared` and the entry point.
 */
const MAY_IMPORT: Record<string, readonly string[]> = {
	'core/model': [],
	'core/http': ['core/model'],
	'core/providers': ['core/model', 'core/http'],
	'core/webhook': ['core/model', 'core/http', 'core/providers'],
	'core/providers/*': ['core/model', 'core/http', 'core/providers', 'core/webhook'],
	'core/providers/registry': ['core/model', 'core/providers', 'core/providers/*'],
	'core/state': ['core/model', 'core/http', 'core/providers', 'core/webhook'],
	'core/tapbacks': ['core/model', 'core/http', 'core/providers', 'core/webhook', 'core/state'],
	'core/ask': ['core/model', 'core/providers', 'core/webhook', 'core/state'],
	'core/index': [
		...['core/model', 'core/http', 'core/providers', 'core/providers/registry'],
		...['core/webhook', 'core/state', 'core/tapbacks', 'core/ask'],
	],
	credentials: [],
};

const PACKAGES: Array<[under: string, allowed: (name: string) => boolean]> = [
	['core/', (name) => name === 'zod' || name === 'node:crypto'],
	['nodes/', (name) => name === 'n8n-workflow' || name.startsWith('node:')],
	['credentials/', (name) => name === 'n8n-workflow'],
	['plugins/', (name) => !name.startsWith('n8n')],
];

/** Of node:crypto: hashing only. Chance comes from the host. */
const PURE_CRYPTO = ['createHash', 'createHmac', 'createSecretKey', 'timingSafeEqual', 'KeyObject'];

const EFFECTS = [
	'setTimeout',
	'setInterval',
	'setImmediate',
	'queueMicrotask',
	'process',
	'console',
	'performance',
	'fetch',
	'XMLHttpRequest',
	'WebSocket',
	'globalThis',
	'global',
	'crypto',
	'require',
	'eval',
	'Function',
];

function extensionBreaches({ path }: SourceFile): string[] {
	const runsInN8n = /^(?:core|nodes|credentials)\//.test(path);
	if (path.endsWith('.ts') && !runsInN8n) return ['is .ts, but does not run inside n8n: name it .mts'];
	return path.endsWith('.mts') && runsInN8n ? ['is .mts, but runs inside n8n: name it .ts'] : [];
}

function vendorBreaches({ path, source }: SourceFile, vendorNames: readonly string[]): string[] {
	if (!/^(?:nodes|plugins)\//.test(path) || isTest(path)) return [];
	const text = source.toLowerCase();
	const named = new Set(vendorNames.map((name) => name.toLowerCase()).filter((name) => text.includes(name)));
	return [...named].map((name) => `names the vendor ${name}`);
}

function isUnderRules(path: string): boolean {
	return PACKAGES.some(([under]) => path.startsWith(under)) && !isTest(path);
}

function isTest(path: string): boolean {
	return /\/test\/|\.test\.mts$/.test(path);
}

function importBreaches(path: string, node: ts.Node): string[] {
	const name = importedName(node);
	if (name === undefined) return [];
	if (name === null) return ['imports a module whose name is computed'];
	if (!name.startsWith('.')) return packageBreaches(path, name, node);

	const joined = posix.join(posix.dirname(path), name).replace(/\.m?[jt]s$|\/$/, '');
	const target = joined === 'core' ? 'core/index' : joined;
	const [from, to] = [moduleOf(path), moduleOf(target)];
	const isOwn = from === to && (from !== 'core/providers/*' || vendorOf(path) === vendorOf(target));
	const isAllowed =
		isOwn || (MAY_IMPORT[from]?.includes(to) ?? (to === 'core/index' || (from.startsWith('nodes/') && to === 'nodes/shared')));
	return isAllowed ? [] : [`(${from}) imports ${target} (${to})`];
}

function packageBreaches(path: string, name: string, node: ts.Node): string[] {
	const isAllowed = PACKAGES.find(([under]) => path.startsWith(under))?.[1](name) ?? true;
	if (!isAllowed) return [`imports the package ${name}`];
	if (!path.startsWith('core/') || name !== 'node:crypto') return [];
	const bindings = ts.isImportDeclaration(node) ? node.importClause?.namedBindings : undefined;
	if (bindings === undefined || !ts.isNamedImports(bindings)) return ['imports all of node:crypto'];
	return bindings.elements
		.map(({ propertyName, name: local }) => (propertyName ?? local).text)
		.filter((imported) => !PURE_CRYPTO.includes(imported))
		.map((imported) => `imports ${imported} of node:crypto`);
}

function moduleOf(path: string): string {
	const [top = '', second = '', third] = path.replace(/\.m?ts$/, '').split('/');
	if (path.startsWith('core/providers/') && third !== undefined) {
		if (third === 'registry') return 'core/providers/registry';
		return INTERFACE.includes(third) ? 'core/providers' : 'core/providers/*';
	}
	return ['core', 'nodes', 'plugins'].includes(top) ? `${top}/${second}` : top;
}

/** What of core/providers/ is no vendor's folder. */
const INTERFACE = [
	'provider',
	'capability',
	'fields',
	'reactions',
	'webhook',
	'registration',
	'messages',
	'conversations',
	'schema',
	'direction',
	'define-provider',
	'types-of',
];

function vendorOf(path: string): string | undefined {
	return path.split('/')[2];
}

/** The name of the module that a node imports or exports from; `null` where it is no literal. */
function importedName(node: ts.Node): string | null | undefined {
	if (ts.isImportDeclaration(node)) return literal(node.moduleSpecifier);
	if (ts.isExportDeclaration(node)) return node.moduleSpecifier && literal(node.moduleSpecifier);
	if (ts.isExternalModuleReference(node)) return literal(node.expression);
	if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? literal(node.argument.literal) : null;
	const isCall =
		ts.isCallExpression(node) && (node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === 'require');
	return isCall ? literal(node.arguments[0]) : undefined;
}

function literal(node: ts.Node | undefined): string | null {
	return node !== undefined && ts.isStringLiteralLike(node) ? node.text : null;
}

/** A clock, timer, chance, environment, log or socket. `new Date(ms)` and `Date.parse` only compute. */
function effectBreaches(node: ts.Node): string[] {
	if (!ts.isIdentifier(node) || isOnlyAName(node)) return [];
	const { text, parent } = node;
	if (EFFECTS.includes(text)) return [`uses ${text}`];
	if (text === 'Math') return isMember(node, (name) => name !== 'random') ? [] : ['uses Math.random'];
	if (text !== 'Date') return [];
	const computes = ts.isTypeReferenceNode(parent) || (ts.isNewExpression(parent) && (parent.arguments?.length ?? 0) > 0);
	return computes || isMember(node, (name) => name === 'parse' || name === 'UTC') ? [] : ['reads the clock by Date'];
}

function isMember({ parent }: ts.Identifier, isAllowed: (name: string) => boolean): boolean {
	return ts.isPropertyAccessExpression(parent) && isAllowed(parent.name.text);
}

/** The name of a property or of an imported thing, not a use of what it names. */
function isOnlyAName(node: ts.Identifier): boolean {
	const { parent } = node;
	if (ts.isPropertyAccessExpression(parent) || ts.isQualifiedName(parent))
		return node !== (ts.isQualifiedName(parent) ? parent.left : parent.expression);
	if (ts.isBindingElement(parent)) return parent.propertyName === node;
	const isMemberName =
		ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isMethodSignature(parent) || ts.isMethodDeclaration(parent);
	return isMemberName && parent.name === node;
}

function* descendants(node: ts.Node): Generator<ts.Node> {
	const children: ts.Node[] = [];
	node.forEachChild((child) => void children.push(child));
	for (const child of children) {
		yield child;
		yield* descendants(child);
	}
}
