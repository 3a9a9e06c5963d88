// Generated from core/providers/registry.ts by `npm run generate`: change the providers, not this file.

/** The ids of the providers there are. */
export type ProviderId = 'agentphone' | 'inkbox' | 'linq' | 'sendblue' | 'tuco';

/** The secret fields that authenticate a request. */
export interface CredentialsByProvider {
	agentphone: { apiKey: string };
	inkbox: { apiKey: string };
	linq: { apiKey: string };
	sendblue: { apiKeyId: string; apiSecretKey: string };
	tuco: { apiKey: string };
}

/** What a provider needs for sending, besides the message and the reaction. */
export interface SendFieldsByProvider {
	agentphone: Record<string, never>;
	inkbox: Record<string, never>;
	linq: Record<string, never>;
	sendblue: { fromNumber: string };
	tuco: Record<string, never>;
}

/** What a provider needs for reading the tapbacks on a message, besides the message. */
export interface GetFieldsByProvider {
	agentphone: { conversationId: string };
	inkbox: Record<string, never>;
	linq: Record<string, never>;
	sendblue: Record<string, never>;
	tuco: Record<string, never>;
}

/** What a provider needs for registering a webhook, besides its URL. */
export interface InboundFieldsByProvider {
	agentphone: { agentId?: string };
	inkbox: { identityId?: string };
	linq: { lines?: readonly string[] };
	sendblue: { lines?: readonly string[] };
	tuco: Record<string, never>;
}
