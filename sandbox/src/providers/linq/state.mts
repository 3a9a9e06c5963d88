import type { Account } from '../../model/account.mts';
import { seededUuid } from '../../model/ids.mts';
import type { Message } from '../../model/message.mts';
import { createQuirks, type Quirks } from '../../model/quirks.mts';
import { seedAccount } from '../../model/seed.mts';
import type { ProviderContext } from '../provider.mts';

export const API_KEY = 'linq_sandbox_token';
export const PARTNER_ID = seededUuid('linq:partner');

/** The unknowns of docs/research/linq.md, with their possible values. */
const LINQ_QUIRKS = {
	sendStatus: [202, 200],
	swap: ['added-only', 'removed-then-added', 'added-then-removed'],
	echo: [true, false],
	namesLine: [true, false],
	unsupportedService: [2017, 4005],
	messagesExpire: ['never', '24 hours', '60 minutes'],
} as const;

export interface Subscription {
	id: string;
	created_at: string;
	updated_at: string;
	is_active: boolean;
	subscribed_events: string[];
	target_url: string;
	phone_numbers: string[] | null;
	signing_secret: string;
}

export interface LinqState {
	context: ProviderContext;
	account: Account;
	quirks: Quirks<typeof LINQ_QUIRKS>;
	subscriptions: Subscription[];
	/** The sent messages, by idempotency key. */
	sentByKey: Map<string, Message>;
}

/** Creates a Linq account in its seeded state; every id is a UUID. */
export function createLinqState(context: ProviderContext): LinqState {
	const ids = {
		line: (name: string) => seededUuid(`linq:${name}`),
		conversation: (name: string) => seededUuid(`linq:chat:${name}`),
		message: (name: string) => seededUuid(`linq:message:${name}`),
	};
	return {
		context,
		account: seedAccount(ids, context),
		quirks: createQuirks(LINQ_QUIRKS),
		subscriptions: [],
		sentByKey: new Map(),
	};
}
