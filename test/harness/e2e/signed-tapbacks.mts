import type { Delivery, Forgery, Reaction } from '../../../sandbox/src/index.mts';
import { scenarioOf } from '../../contract/scenarios/index.mts';
import { present, type Harness } from './harness.mts';

/** A signed delivery, and the URL it belongs to. */
export type SignedTapback = Pick<Delivery, 'url' | 'headers' | 'body'>;

export interface Tap {
	provider: string;
	messageId: string;
	reaction: Reaction;
}

const FORGERIES: readonly Forgery[] = ['body', 'signature', 'unsigned', 'stale', 'future'];

/** The forgeries that can be told from a provider's signature. */
export function forgeriesOf(provider: string): Forgery[] {
	const [{ cannotTell }] = scenarioOf({ id: provider }).signing;
	return FORGERIES.filter((kind) => !cannotTell.includes(kind));
}

/** Lets the human tap, keeps the signed delivery back, and returns it. One webhook must be registered, not two. */
export function signedTapback({ control }: Harness, { provider, ...tap }: Tap): Delivery {
	control.addDeliveryFault(provider, { fault: { kind: 'withhold' } });
	const [id, ...others] = control.react(provider, tap).deliveries;
	if (others.length > 0) throw new Error(`A tapback went to ${others.length + 1} webhooks of ${provider}.`);
	return present(
		control.deliveries({ provider, limit: 10 }).find((delivery) => delivery.id === id),
		'delivery',
	);
}

/** `count` signed tapbacks, each on a message of its own. */
export function signedTapbacks(harness: Harness, provider: string, count: number): Array<{ messageId: string; delivery: Delivery }> {
	return Array.from({ length: count }, (_, index) => {
		const { id: messageId } = harness.control.sendMessage(provider, { from: 'agent', text: `Message ${index + 1} of ${count}` });
		return { messageId, delivery: signedTapback(harness, { provider, messageId, reaction: 'love' }) };
	});
}

/** Posts a delivery to one webhook processor, byte for byte, and returns the status. */
export async function postTo(processorUrl: string, { url, headers, body }: SignedTapback): Promise<number> {
	const response = await fetch(new URL(new URL(url).pathname, processorUrl), { method: 'POST', headers, body });
	await response.arrayBuffer();
	return response.status;
}

/** Posts many at the same moment, one to each webhook processor in turn; the statuses in this order. */
export async function postByTurns(processors: ReadonlyArray<{ url: string }>, tapbacks: readonly SignedTapback[]): Promise<number[]> {
	const posting = tapbacks.map(
		async (tapback, index) => await postTo(present(processors[index % processors.length], 'processor').url, tapback),
	);
	return await Promise.all(posting);
}
