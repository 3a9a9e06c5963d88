import type { Account } from '../../model/account.mts';
import type { Line } from '../../model/message.mts';
import { createQuirks, type Quirks } from '../../model/quirks.mts';
import { seedAccount } from '../../model/seed.mts';
import type { ProviderContext } from '../provider.mts';

export const API_KEY = 'sk_live_agentphone_sandbox';

/** The unknowns of docs/research/agentphone.md, with their possible values. */
const AGENTPHONE_QUIRKS = {
	customEmoji: [true, false],
	errorEnvelope: ['detail', 'error'],
	echo: [false, true],
} as const;

export interface Agent {
	id: string;
	name: string;
	line: Line;
}

export interface Hook {
	id: string;
	url: string;
	secret: string;
	contextLimit: number;
	/** Seconds */
	timeout: number;
	createdAt: string;
}

/** The owner of a webhook: the account, or an agent's id. */
export type HookOwner = 'account' | (string & {});

export interface AgentPhoneState {
	context: ProviderContext;
	account: Account;
	quirks: Quirks<typeof AGENTPHONE_QUIRKS>;
	agents: Agent[];
	hooks: Map<HookOwner, Hook>;
}

/** Creates an AgentPhone account with two agents; ids are prefixed and numbered. */
export function createAgentPhoneState(context: ProviderContext): AgentPhoneState {
	const account = seedAccount({ line: numbered('num', 2), conversation: numbered('conv', 2), message: numbered('msg', 10) }, context);
	const agents = account.lines.map((line, i) => ({
		id: `agt_0${i + 1}`,
		name: i === 0 ? 'Concierge' : 'Night desk',
		line,
	}));
	return { context, account, quirks: createQuirks(AGENTPHONE_QUIRKS), agents, hooks: new Map() };
}

export function isoNow({ context }: AgentPhoneState): string {
	return new Date(context.now()).toISOString();
}

export function agentOfLine({ agents }: AgentPhoneState, number: string): Agent | undefined {
	return agents.find(({ line }) => line.number === number);
}

function numbered(prefix: string, digits: number): () => string {
	let count = 0;
	return () => `${prefix}_${String(++count).padStart(digits, '0')}`;
}
