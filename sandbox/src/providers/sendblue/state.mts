import type { Account } from '../../model/account.mts';
import { freshUuid, seededUuid } from '../../model/ids.mts';
import { createQuirks, type Quirks } from '../../model/quirks.mts';
import { seedAccount } from '../../model/seed.mts';
import type { ProviderContext } from '../provider.mts';
import { PHONE_LANGUAGES } from './fallback-text.mts';

export const API_KEY_ID = 'sendblue-sandbox-key-id';
export const API_SECRET_KEY = 'sendblue-sandbox-secret-key';
export const ACCOUNT_EMAIL = 'owner@example.com';

/** The unknowns of docs/research/sendblue.md, with their possible values. `classic` is the vendor's page, `v2` the behaviour that third parties saw later. */
const SENDBLUE_QUIRKS = {
	mode: ['classic', 'v2'],
	hmac: [false, true],
	statusErrorOn200: [false, true],
	inboundTapbacks: ['text', 'none'],
	phoneLanguage: PHONE_LANGUAGES,
} as const;

/** The order of the vendor's types. */
export const HOOK_TYPES = [
	...(['receive', 'outbound', 'typing_indicator', 'call_log', 'inbound_call', 'line_blocked'] as const),
	...(['line_assigned', 'contact_created', 'contact_profile'] as const),
] as const;
export type HookType = (typeof HOOK_TYPES)[number];

export type HookEntry = string | { url: string; secret?: string; sendblue_numbers?: string[] };

/** A tapback that arrived as a message. */
export interface TapbackRow {
	handle: string;
	conversationId: string;
	line: string;
	author: string;
	content: string;
	sentAt: string;
}

export interface SendblueState {
	context: ProviderContext;
	account: Account;
	quirks: Quirks<typeof SENDBLUE_QUIRKS>;
	tapbackRows: TapbackRow[];
	hooks: Map<HookType, HookEntry[]>;
	globalSecret: string | undefined;
}

/** Creates a Sendblue account; message handles are upper-case GUIDs, as Apple writes them. */
export function createSendblueState(context: ProviderContext): SendblueState {
	const ids = {
		line: (name: string) => seededUuid(`sendblue:${name}`),
		conversation: (name: string) => seededUuid(`sendblue:conversation:${name}`),
		message: (name: string) => seededUuid(`sendblue:message:${name}`).toUpperCase(),
	};
	const account = seedAccount(ids, context);
	const quirks = createQuirks(SENDBLUE_QUIRKS);
	return { context, account, quirks, tapbackRows: [], hooks: new Map(), globalSecret: undefined };
}

export function freshHandle(): string {
	return freshUuid().toUpperCase();
}

export function isoNow({ context }: SendblueState): string {
	return new Date(context.now()).toISOString();
}

export function ownsLine({ account }: SendblueState, number: unknown): boolean {
	return account.lines.some((line) => line.number === number);
}
