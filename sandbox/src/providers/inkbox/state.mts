import type { Account } from '../../model/account.mts';
import { freshSecret, seededUuid } from '../../model/ids.mts';
import type { Line, Message } from '../../model/message.mts';
import { createQuirks, type Quirks } from '../../model/quirks.mts';
import { seedAccount } from '../../model/seed.mts';
import type { ProviderContext } from '../provider.mts';

export const API_KEY = 'ApiKey_inkbox_sandbox';
export const ORGANIZATION_ID = 'org_sandbox';

/** The unknowns of docs/research/inkbox.md, and the states that its errors name. */
const INKBOX_QUIRKS = {
	eyes: [true, false],
	removal: ['available', 'missing'],
	ownTargets: [true, false],
	echo: [true, false],
	detailShape: ['array', 'string', 'object'],
	keyScope: ['admin', 'claimed', 'unclaimed'],
	mintsFirstKey: [true, false],
	imessageEnabled: [true, false],
	assignment: ['active', 'released'],
	contactRule: ['allowed', 'blocked'],
	customer: ['phone', 'email'],
	maxSubscriptions: [60, 20],
} as const;

/** An agent identity: it owns one line and one signing key. */
export interface Identity {
	id: string;
	handle: string;
	line: Line;
	signingKey: string | undefined;
	signingKeyCreatedAt: string | undefined;
}

export interface Subscription {
	id: string;
	identityId: string;
	url: string;
	eventTypes: string[];
	contextConfig: unknown;
	createdAt: string;
	updatedAt: string;
}

/** A message that was sent with an idempotency key. */
export interface SentMessage {
	/** As text, to refuse the same key with another request. */
	request: string;
	message: Message;
}

export interface InkboxState {
	context: ProviderContext;
	account: Account;
	quirks: Quirks<typeof INKBOX_QUIRKS>;
	identities: Identity[];
	subscriptions: Subscription[];
	/** Ids of the agent's tapbacks that were removed or replaced. Removing one of these succeeds. */
	goneReactions: string[];
	/** By idempotency key. */
	sent: Map<string, SentMessage>;
	/** Ids of the deliveries that were replays. */
	replays: Set<string>;
}

/** Creates an Inkbox organisation with two identities; every id is a UUID. */
export function createInkboxState(context: ProviderContext): InkboxState {
	const ids = {
		line: (name: string) => seededUuid(`inkbox:${name}`),
		conversation: (name: string) => seededUuid(`inkbox:conversation:${name}`),
		message: (name: string) => seededUuid(`inkbox:message:${name}`),
	};
	const account = seedAccount(ids, context);
	const identities = account.lines.map((line, i) => ({
		id: seededUuid(`inkbox:identity:${i + 1}`),
		handle: i === 0 ? 'concierge' : 'night-desk',
		line,
		signingKey: undefined,
		signingKeyCreatedAt: undefined,
	}));
	const quirks = createQuirks(INKBOX_QUIRKS);
	return { context, account, quirks, identities, subscriptions: [], goneReactions: [], sent: new Map(), replays: new Set() };
}

export function isoNow({ context }: InkboxState): string {
	return new Date(context.now()).toISOString();
}

/** The identities this key may see: an agent key sees only its own. */
export function visibleIdentities({ identities, quirks }: InkboxState): Identity[] {
	return quirks.get('keyScope') === 'admin' ? identities : identities.slice(0, 1);
}

export function identityOfLine({ identities }: InkboxState, line: string): Identity | undefined {
	return identities.find((identity) => identity.line.number === line);
}

/** Gives an identity a new signing key, which replaces the old one at once. */
export function mintKey(state: InkboxState, identity: Identity): string {
	const key = `whsec_${freshSecret()}`;
	identity.signingKey = key;
	identity.signingKeyCreatedAt = isoNow(state);
	return key;
}
