import { PROVIDERS } from '../core/providers/registry.ts';

export interface CodexFile {
	path: string;
	nodeType: string;
	/** Its page in docs/nodes. */
	page: string;
	/** More words that n8n's search finds the node by, besides its name, the everyday words and the providers' words. */
	words: readonly string[];
	/** Listed among n8n's nodes that ask a person. */
	asksPeople?: true;
}

/** Words for people who don't know the word tapback, also in the list of triggers. */
const EVERYDAY_WORDS = [
	...['imessage', 'iphone', 'apple', 'messages', 'sms', 'text message', 'reaction', 'emoji', 'like', 'heart', 'thumbs up'],
	...['approve', 'approval', 'poll', 'vote'],
];

export const CODEX_FILES: readonly CodexFile[] = [
	{
		path: 'nodes/AskForTapback/AskForTapback.node.json',
		nodeType: 'askForTapback',
		page: 'ask-for-tapback',
		words: ['human in the loop', 'human review', 'send and wait', 'wait', 'question', 'confirm'],
		asksPeople: true,
	},
	{
		path: 'nodes/InboundTapback/InboundTapback.node.json',
		nodeType: 'inboundTapback',
		page: 'inbound-tapback',
		words: ['trigger', 'webhook', 'on tapback', 'incoming message'],
	},
	{
		path: 'nodes/SendTapback/SendTapback.node.json',
		nodeType: 'sendTapback',
		page: 'send-tapback',
		words: ['react', 'acknowledge'],
	},
];

/** The public address of docs/. */
export const DOCS_URL = 'https://github.com/tapback/n8n-nodes-tapback/blob/main/docs';

/** A node's codex file for n8n: its place in the list of nodes, and its search words. */
export function codexSource({ nodeType, page, words, asksPeople }: CodexFile): string {
	const codex = {
		node: `n8n-nodes-tapback.${nodeType}`,
		nodeVersion: '1.0',
		codexVersion: '1.0',
		categories: ['Communication', ...(asksPeople ? ['HITL'] : [])],
		...(asksPeople ? { subcategories: { HITL: ['Human in the Loop'] } } : {}),
		alias: [...EVERYDAY_WORDS, ...words, ...PROVIDERS.map(({ name }) => name)],
		resources: {
			credentialDocumentation: [{ url: `${DOCS_URL}/setup/README.md` }],
			primaryDocumentation: [{ url: `${DOCS_URL}/nodes/${page}.md` }],
		},
	};
	return `${JSON.stringify(codex, undefined, '\t')}\n`;
}
