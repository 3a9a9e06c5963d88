import './environment.mts';
import 'reflect-metadata';
import { jest } from '@jest/globals';
import { join } from 'node:path';
import { PackageDirectoryLoader } from 'n8n-core';
import * as n8nWorkflow from 'n8n-workflow';
import type { ICredentialType, INodeType, INodeTypeDescription, INodeTypes, IVersionedNodeType } from 'n8n-workflow';

export const PACKAGE_ROOT = join(import.meta.dirname, '../../..');
export const PACKAGE_NAME = 'n8n-nodes-tapback';

/** The type of the node that puts out the first items of a workflow. */
export const ITEMS_NODE = 'test.items';

/** The built package as n8n's own loader sees it. `npm test` builds it before jest. */
export interface BuiltPackage {
	loader: PackageDirectoryLoader;
	nodeTypes: INodeTypes;
	nodeType(name: string): INodeType;
	credentialType(name: string): ICredentialType;
	/** Loads the code of the nodes again. Everything the process remembered is lost, as after a restart of n8n. */
	restart(): void;
}

export async function loadPackage(): Promise<BuiltPackage> {
	const loader = new PackageDirectoryLoader(PACKAGE_ROOT);
	await loader.loadAll();

	const reloaded = new Map<string, INodeType>();
	const nodeType = (name: string): INodeType => {
		const type = reloaded.get(name) ?? loader.getNode(name).type;
		if (!isNodeType(type)) throw new Error(`${name} is a versioned node, which these tests don’t know.`);
		return type;
	};
	const byName = (name: string) => STAND_INS[name] ?? nodeType(name.replace(`${PACKAGE_NAME}.`, '').replace(/(?:Hitl)?Tool$/, ''));
	return {
		loader,
		nodeType,
		nodeTypes: { getByName: byName, getByNameAndVersion: byName, getKnownTypes: () => ({}) },
		credentialType: (name) => loader.getCredential(name).type,
		restart: () => {
			jest.isolateModules(() => {
				jest.doMock('n8n-workflow', () => n8nWorkflow);
				const classes = jest.requireActual<Record<string, new () => INodeType>>(join(PACKAGE_ROOT, 'dist/tapback.js'));
				for (const [className, Node] of Object.entries(classes)) {
					const name = lowerFirst(className);
					// The code that runs has no description.
					const { description } = loader.getNode(name).type;
					reloaded.set(name, Object.assign(new Node(), { description }));
				}
			});
		},
	};
}

const lowerFirst = (text: string) => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

function isNodeType(type: INodeType | IVersionedNodeType): type is INodeType {
	return !('nodeVersions' in type);
}

function standIn(
	name: string,
	{ inputs = [], outputs = ['main'] }: Pick<Partial<INodeTypeDescription>, 'inputs' | 'outputs'>,
): INodeTypeDescription {
	return {
		...{ displayName: name, name, group: ['trigger'], version: 1, description: 'Stands in for a node of n8n’s own' },
		...{ defaults: { name }, inputs, outputs, properties: [] },
	};
}

/** Stand-ins for the nodes of n8n-nodes-base that our workflows use. */
const STAND_INS: Record<string, INodeType> = {
	[ITEMS_NODE]: {
		description: standIn('items', {}),
		async execute() {
			return [this.getInputData()];
		},
	},
	'n8n-nodes-base.executeWorkflowTrigger': {
		description: standIn('executeWorkflowTrigger', {}),
		async execute() {
			return [this.getInputData()];
		},
	},
	'n8n-nodes-base.if': {
		description: {
			...standIn('if', { inputs: ['main'], outputs: ['main', 'main'] }),
			properties: [{ displayName: 'Conditions', name: 'conditions', type: 'json', default: {} }],
		},
		async execute() {
			const isTrue = this.getNodeParameter('conditions.boolean[0].value1', 0) === true;
			return isTrue ? [this.getInputData(), []] : [[], this.getInputData()];
		},
	},
};
