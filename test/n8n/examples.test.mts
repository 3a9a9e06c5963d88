import { beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { loadPackage, PACKAGE_NAME, PACKAGE_ROOT, type BuiltPackage } from '../harness/n8n/package.mts';

const EXAMPLES = join(PACKAGE_ROOT, 'examples');
const exampleSchema = z.object({ nodes: z.array(z.object({ name: z.string(), type: z.string(), parameters: z.record(z.unknown()) })) });

let built: BuiltPackage;
beforeAll(async () => {
	built = await loadPackage();
});

/** Paths of parameters that the node doesn't have; a collection has those of its options. */
function unknownParameters(given: Readonly<Record<string, unknown>>, known: readonly INodeProperties[], path = ''): string[] {
	return Object.entries(given).flatMap(([name, value]) => {
		const properties = known.filter((property) => property.name === name);
		if (properties.length === 0) return [`${path}${name}`];
		const options = properties.flatMap(({ type, options: inner = [] }) => (type === 'collection' ? inner : []));
		const isCollection = properties.some(({ type }) => type === 'collection');
		return isCollection
			? unknownParameters(
					Object(value),
					options.filter((option) => 'type' in option),
					`${path}${name}.`,
				)
			: [];
	});
}

describe.each(readdirSync(EXAMPLES).filter((file) => file.endsWith('.json')))('the example %s', (file) => {
	it('sets only what its nodes have', () => {
		const { nodes } = exampleSchema.parse(JSON.parse(readFileSync(join(EXAMPLES, file), 'utf8')));
		const ours = nodes.filter(({ type }) => type.startsWith(`${PACKAGE_NAME}.`));
		expect(ours.length).toBeGreaterThan(0);
		for (const { name, type, parameters } of ours) {
			const { properties } = built.nodeType(type.replace(`${PACKAGE_NAME}.`, '').replace(/(?:Hitl)?Tool$/, '')).description;
			expect([name, unknownParameters(parameters, properties)]).toEqual([name, []]);
		}
	});
});
