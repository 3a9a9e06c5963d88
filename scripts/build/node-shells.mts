/** A node's class, as a `.node.ts` file exports it. */
export type NodeClass = new () => object;

/**
 * JavaScript of classes that n8n takes for these nodes: descriptions as data, and functions that load the nodes' code at the first
 * call of any of them.
 * @param codeFile the argument of `require` for that code
 * @throws Error for a description that is more than data, and for a field that holds anything but functions.
 */
export function nodeShells(classes: Readonly<Record<string, NodeClass>>, codeFile: string): string {
	const shells = Object.entries(classes).map(([name, Node]) => shellOf(name, new Node()));
	return [
		'const nodes = new Map();',
		'const node = (name) => {',
		`	if (!nodes.has(name)) nodes.set(name, new (require(${JSON.stringify(codeFile)})[name])());`,
		'	return nodes.get(name);',
		'};',
		...shells,
	].join('\n');
}

function shellOf(name: string, node: object): string {
	const { description, ...fields }: Record<string, unknown> = { ...node };
	const data = toData(description, `${name}.description`);
	const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(node)).filter((method) => method !== 'constructor');
	const here = `node(${JSON.stringify(name)})`;
	return [
		`export class ${name} {`,
		// Node parses one string of JSON many times faster than the same data as code.
		`	description = JSON.parse(${JSON.stringify(data)});`,
		...Object.entries(fields).map(([field, value]) => `	${field} = ${forwarding(value, `${here}.${field}`)};`),
		...methods.map((method) => `	${method}(...values) { return ${here}.${method}.apply(this, values); }`),
		'}',
	].join('\n');
}

/** The JSON text of the description, without undefined fields: n8n omits them, too, when it sends a description to the editor. */
function toData(value: unknown, place: string): string {
	return JSON.stringify(value, (key, inner: unknown) => {
		if (!isData(inner)) throw new Error(`${place} holds more than data, at “${key}”.`);
		return inner;
	});
}

function isData(value: unknown): boolean {
	if (typeof value === 'number') return Number.isFinite(value);
	if (typeof value !== 'object') return ['string', 'boolean', 'undefined'].includes(typeof value);
	return value === null || Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}

/** An object of the same shape, whose functions call the node's functions at the same place, with the same `this`. */
function forwarding(value: unknown, place: string): string {
	if (typeof value === 'function') return `function (...values) { return ${place}.apply(this, values); }`;
	if (typeof value !== 'object' || value === null) throw new Error(`${place} is neither a function nor an object of functions.`);
	const entries = Object.entries(value).map(([key, inner]) => {
		const quoted = JSON.stringify(key);
		return `${quoted}: ${forwarding(inner, `${place}[${quoted}]`)}`;
	});
	return `{ ${entries.join(', ')} }`;
}
