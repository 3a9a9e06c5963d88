import { beforeAll } from '@jest/globals';
import { NodeHelpers, type INode, type INodeCredentialDescription, type INodeParameters, type INodeProperties } from 'n8n-workflow';

import { CAPABILITY_NAMES } from '../../../core/index.ts';
import { loadPackage, type BuiltPackage } from './package.mts';
import { packageNode } from './workflow.mts';

export interface Panel {
	node: INode;
	parameters: INodeParameters;
	shows(property: INodeProperties | INodeCredentialDescription): boolean;
}

/** Fields with tests of their own: notices about missing capabilities, and the place of the credential. */
const WITH_TESTS_OF_THEIR_OWN = [...CAPABILITY_NAMES.map((name) => `${name}Notice`), 'credentials'];

/** What the panels of the built nodes show. Call it once, at the top of a file. */
export function usePanels() {
	let built: BuiltPackage;
	beforeAll(async () => {
		built = await loadPackage();
	});

	/** The panel of a node with these parameters set, as n8n fills in the rest. */
	function panel(type: string, set: INodeParameters): Panel {
		const { description } = built.nodeType(type);
		const node = packageNode(built, type, { parameters: set });
		const parameters = NodeHelpers.getNodeParameters(description.properties, set, true, false, node, description) ?? {};
		return { node, parameters, shows: (property) => NodeHelpers.displayParameter(parameters, property, node, description, parameters) };
	}

	function fieldsShown(type: string, set: INodeParameters): string[] {
		const { shows } = panel(type, set);
		return built
			.nodeType(type)
			.description.properties.filter((property) => !WITH_TESTS_OF_THEIR_OWN.includes(property.name) && shows(property))
			.map(({ name }) => name);
	}

	/** Entries of a collection that can be added, which see the parameters of the whole node. */
	function optionsShown(type: string, set: INodeParameters): string[] {
		const { description } = built.nodeType(type);
		const { node, parameters } = panel(type, set);
		const options = description.properties.find(({ name }) => name === 'options')?.options ?? [];
		const entered = typeof parameters.options === 'object' ? (parameters.options as INodeParameters) : {};
		return options.flatMap((option) => {
			if (!('type' in option)) return [];
			return NodeHelpers.displayParameter(entered, option, node, description, parameters) ? [option.name] : [];
		});
	}

	return { panel, fieldsShown, optionsShown, nodeType: (type: string) => built.nodeType(type) };
}
