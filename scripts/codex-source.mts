import { PROVIDERS } from '../core/providers/registry.ts';

export interface CodexFile {
	path: string;
	nodeType: string;
	/** The part of the README about the node. */
	anchor: string;
	/** Words that n8n's search finds the node by, beside its name, the everyday ones and the providers'. */
	words: readonly string[];
	/** Listed among n8n's nodes that ask a person. */
	asksPeople?: true;
}

/** What people type who don't know the word tapback, in the list of triggers, too. */
const EVERYDAY_WORDS = [
	...['imessage', 'iphone', 'apple', 'messages', 'sms', 'text message', 'reaction', 'emoji', 'like', 'heart', 'thumbs up'],
	...['approve', 'approval', 'poll', 'vote'],
];

export const CODEX_FILES: readonly CodexFile[] = [
	{
		path: 'nodes/AskForTapback/AskForTapback.node.json',
		nodeType: 'askForTapback',
		anchor: 'ask-for-tapback',
		words: ['human in the loop', 'human review', 'send and wait', 'wait', 'question', 'confirm'],
		asksPeople: true,
	},
	{
		path: 'nodes/InboundTapback/InboundTapback.node.json',
		nodeType: 'inboundTapback',
		anchor: 'inbound-tapback',
		words: ['trigger', 'webhook', 'on tapback', 'incoming message'],
	},
	{
		path: 'nodes/SendTapback/SendTapback.node.json',
		nodeType: 'sendTapback',
		anchor: 'send-tapback',
		words: ['react', 'acknowledge'],
	},
];

const README = 'https://github.com/tapback/n8n-nodes-tapback';

/** What n8n knows of a node beside its description: where it stands in the list of nodes, and by what it is found. */
export function codexSource({ nodeType, anchor, words, asksPeople }: CodexFile): string {
	const codex = {
		node: `n8n-nodes-tapback.${nodeType}`,
		nodeVersion: '1.0',
		codexVersion: '1.0',
		categories: ['Communication', ...(asksPeople ? ['HITL'] : [])],
		...(asksPeople ? { subcategories: { HITL: ['Human in the Loop'] } } : {}),
		alias: [...EVERYDAY_WORDS, ...words, ...PROVIDERS.map(({ name }) => name)],
		resources: {
			credentialDocumentation: [{ url: `${README}#set-up-a-provider` }],
			primaryDocumentation: [{ url: `${README}#${anchor}` }],
		},
	};
	return `${JSON.stringify(codex, undefined, '\t')}\n`;
}
