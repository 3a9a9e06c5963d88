import { expect } from '@jest/globals';

import {
	createApiClient,
	readTapbacks,
	sendTapback,
	tallyTapbacks,
	type ApiClient,
	type CommandInput,
	type Connection,
	type ReadTapback,
	type Provider,
	type SendResult,
	type ToggleState,
	type TallyResult,
	type ToggleMemory,
} from '../../../core/index.ts';
import { createToggleMemory } from '../../../core/tapbacks/toggle-memory.ts';
import type { Control, LoggedRequest, Message, ProviderOverview } from '../../../sandbox/src/index.mts';
import { scenarioOf } from '../../contract/scenarios/index.mts';
import type { Quirks, Scenario } from '../../contract/scenarios/scenario.mts';
import { createTestConnection } from '../connection.mts';
import { errorOf } from '../error-of.mts';

/** Texts of the sandbox's seeded story. */
export const QUESTION = 'Is the table for tonight still free?';
export const OWN_ANSWER = 'Yes, see you at seven.';
export const TWO_PARTS = 'Can we have this one?';
export const IN_GROUP = 'Who brings the cake?';
export const BY_SMS = 'Is parking free?';

export interface HarnessOptions {
	baseUrl?: string;
	credentials?: Record<string, string>;
	quirks?: Quirks;
}

export interface SendChoices {
	memory?: ToggleMemory;
	whenUnsupported?: 'error' | 'skip';
	currentTapback?: ToggleState;
}

/** One provider with everything to try it: core on this side, the sandbox's vendor and phone on the other. */
export interface Harness {
	provider: Provider;
	scenario: Scenario;
	control: Control;
	connection: Connection & { pauses: number[] };
	credentials: Record<string, string>;
	call: ApiClient;
	overview(): ProviderOverview;
	message(text?: string): Message;
	/** Adds love to the seeded question, unless `command` says otherwise. */
	send(command?: Partial<CommandInput>, choices?: SendChoices): Promise<SendResult>;
	read(messageId?: string, more?: { partIndex?: unknown; message?: Message }): Promise<ReadTapback[]>;
	tally(messageId?: string, more?: { partIndex?: unknown; message?: Message }): Promise<TallyResult>;
	/** The requests that the vendor received from us, oldest first. */
	requests(): LoggedRequest[];
	/** Only those that place or take away a tapback. */
	reactionRequests(): LoggedRequest[];
	/** Our current tapbacks on a message: `love on part 0`, `emoji 🔥 on part 1`. */
	standing(text?: string): string[];
}

export function createHarness(provider: Provider, control: Control, options: HarnessOptions): Harness {
	const scenario = scenarioOf(provider);
	control.changeQuirks(provider.id, { ...scenario.quirks, ...options.quirks });
	const overview = () => {
		const found = control.overview().providers[provider.id];
		if (found) return found;
		throw new Error(`The sandbox doesn’t play ${provider.name}.`);
	};
	const { baseUrl, credentials } = { ...overview(), ...options };
	const connection = createTestConnection(provider, { baseUrl, credentials });
	const memory = createToggleMemory();

	const message = (text = QUESTION) => {
		const found = control.messages(provider.id).find(({ parts }) => parts.some((part) => part.type === 'text' && part.text === text));
		if (found) return found;
		throw new Error(`The sandbox has no message “${text}”.`);
	};
	const queryOf = (target: Message, { messageId = target.id, partIndex }: { messageId?: string | undefined; partIndex?: unknown }) => ({
		...{ messageId, partIndex, fields: scenario.getFields(target), includeMessage: true },
	});
	const requests = () => control.requests({ provider: provider.id, limit: 500 }).reverse();

	return {
		...{ provider, scenario, control, connection, credentials, overview, message, requests },
		call: async (request) => await createApiClient(provider, connection)(request),
		async send(command = {}, choices = {}) {
			const target = message();
			const input: CommandInput = {
				action: 'add',
				messageId: target.id,
				reaction: 'love',
				fields: scenario.sendFields(target),
				...command,
			};
			return await sendTapback(provider, input, { connection, memory, whenUnsupported: 'error', ...choices });
		},
		async read(messageId, { partIndex, message: target = message() } = {}) {
			return await readTapbacks(provider, queryOf(target, { messageId, partIndex }), connection);
		},
		async tally(messageId, { partIndex, message: target = message() } = {}) {
			return await tallyTapbacks(provider, queryOf(target, { messageId, partIndex }), connection);
		},
		reactionRequests: () => requests().filter(({ method, path }) => method !== 'GET' && path.includes(scenario.send.path)),
		standing: (text) =>
			control
				.tapbacks(provider.id, message(text).id)
				.filter(({ from }) => from === 'agent')
				.map(({ reaction, emoji, partIndex }) => `${reaction === 'emoji' ? `emoji ${emoji}` : reaction} on part ${partIndex}`),
	};
}

/** Expects a refusal that names the provider and the reason, before any request is sent. */
export async function expectUnsupported(harness: Harness, attempt: () => Promise<unknown>, reason: string): Promise<void> {
	const before = harness.requests().length;
	const error = await errorOf(attempt);
	expect(error.code).toBe('UNSUPPORTED');
	expect(error.message).toContain(`${harness.provider.name} can’t`);
	expect(error.message).toContain(reason);
	expect(harness.requests()).toHaveLength(before);
}

/** The reason for a capability at `no` or `partly`. */
export function reasonOf(provider: Provider, name: keyof Provider['capabilities']): string {
	const capability = provider.capabilities[name];
	return capability.level === 'yes' ? '' : capability.reason;
}
