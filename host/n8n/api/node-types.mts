import { z } from 'zod';
import { N8nRefusal, type N8nSession } from './session.mts';
import { nodeTypeSchema, type NodeType, type WorkflowNode } from './workflow.mts';

export interface NodeTypes {
	/**
	 * The description of a node's type.
	 * @throws Error for a type this n8n does not know.
	 */
	of(node: Pick<WorkflowNode, 'type' | 'typeVersion'>): Promise<NodeType>;
}

/** Reads node types from n8n, each once. */
export function createNodeTypes(session: N8nSession): NodeTypes {
	const asked = new Map<string, Promise<NodeType>>();

	// n8n derives tools from nodes, and this route describes only the original node.
	async function ask(name: string, version: number): Promise<NodeType> {
		const plain = name.replace(/(Hitl)?Tool$/, '');
		if (plain === name) return askFor(name, version);
		return askFor(name, version).catch(() => askFor(plain, version));
	}

	async function askFor(name: string, version: number): Promise<NodeType> {
		const request = { method: 'POST', path: '/node-types', body: { nodeInfos: [{ name, version }] } } as const;
		const [type] = await session.call(request, z.array(nodeTypeSchema)).catch((cause: unknown) => {
			// 400 on 2.41, 500 on 2.8
			if (!(cause instanceof N8nRefusal)) throw cause;
			throw new Error(`${cause.message} Is the package of "${name}" in the user folder, and did it load without an error in the log?`, {
				cause,
			});
		});
		if (type === undefined) throw new Error(`This n8n knows no node type "${name}".`);
		return type;
	}

	return {
		of({ type, typeVersion }) {
			const key = `${type}@${typeVersion}`;
			const answer = asked.get(key) ?? ask(type, typeVersion);
			asked.set(key, answer);
			// A refusal is not cached, because the package may be installed after a restart.
			answer.catch(() => asked.delete(key));
			return answer;
		},
	};
}
