import type { Account } from '../../model/account.mts';
import { seededHex, freshHex } from '../../model/ids.mts';
import { createQuirks, type Quirks } from '../../model/quirks.mts';
import { createRateLimiter, type RateLimiter } from '../../model/rate-limit.mts';
import { seedAccount } from '../../model/seed.mts';
import type { ProviderContext } from '../provider.mts';

export const API_KEY = 'tuco_sk_sandbox';
export const WORKSPACE_ID = 'org_sandbox';
export const OWNER_EMAIL = 'owner@example.com';

/** The unknowns of docs/research/tuco.md, and the states of the relay and the workspace that its errors name. */
const TUCO_QUIRKS = {
	payload: ['nested', 'flat'],
	actionField: ['action', 'isRemoval', 'prefix', 'absent'],
	recipientPhone: [false, true],
	acceptsReactionEvent: [true, false],
	echo: [false, true],
	relay: ['ready', 'queued', 'no-credentials', 'fails', 'fails-after-sending'],
	workspace: ['active', 'read-only', 'none'],
	reactionsPerMinute: [60, 0],
} as const;

export interface Hook {
	id: string;
	secret: string;
	url: string;
	events: string[];
	name: string;
	description: string | null;
	isActive: boolean;
	lastTriggeredAt: string | null;
	lastSuccessAt: string | null;
	lastFailureAt: string | null;
	failureCount: number;
	createdAt: string;
	updatedAt: string;
}

export interface TucoState {
	context: ProviderContext;
	account: Account;
	quirks: Quirks<typeof TUCO_QUIRKS>;
	hooks: Hook[];
	reactionLimiter: RateLimiter;
}

/** Creates a Tuco workspace; every id is 24 hex digits. */
export function createTucoState(context: ProviderContext): TucoState {
	const ids = {
		line: (name: string) => seededHex(`tuco:${name}`, 24),
		conversation: (name: string) => seededHex(`tuco:conversation:${name}`, 24),
		message: (name: string) => seededHex(`tuco:message:${name}`, 24),
	};
	return {
		context,
		account: seedAccount(ids, context),
		quirks: createQuirks(TUCO_QUIRKS),
		hooks: [],
		reactionLimiter: createRateLimiter({ limit: 60, windowSeconds: 60 }, context.now),
	};
}

export function freshObjectId(): string {
	return freshHex(24);
}

export function isoNow({ context }: TucoState): string {
	return new Date(context.now()).toISOString();
}

/** The lead a phone number belongs to. */
export function leadId(phone: string): string {
	return seededHex(`tuco:lead:${phone}`, 24);
}
