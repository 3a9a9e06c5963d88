import { isSameEmoji } from '../model/emoji';
import { TapbackError } from '../model/errors';
import type { Provider } from '../providers/provider';
import { describeReaction } from '../model/reaction';
import type { Capability } from '../providers/capability';
import type { SendCommand } from '../providers/reactions';

/**
 * Refuses what the provider is known not to do, before anything is sent. Nothing is replaced by something similar.
 * @throws TapbackError UNSUPPORTED with the provider's reason.
 */
export function checkSupport(provider: Provider, { action, reaction, partIndex }: SendCommand): void {
	const { remove, sendEmoji, sendClassic, sendPart } = provider.capabilities;
	const sendIt = `send ${describeReaction(reaction)}`;
	if (action === 'remove' && remove.level === 'no') throw notSent(provider, 'remove a tapback', remove);
	if (reaction.type === 'emoji') {
		const { emoji } = reaction;
		const isListed = provider.sendableEmoji?.some((sendable) => isSameEmoji(sendable, emoji)) ?? true;
		if (!isListed || sendEmoji.level === 'no') throw notSent(provider, sendIt, sendEmoji);
	} else if (sendClassic.level === 'no') {
		throw notSent(provider, sendIt, sendClassic);
	}
	// Part 0 is the message itself where a provider knows no parts.
	if (partIndex && sendPart.level === 'no') throw notSent(provider, `react to part ${partIndex} of a message`, sendPart);
}

/** `AgentPhone can’t remove a tapback.`, and the provider's reason as a sentence of its own. */
export function whyNot({ name }: Provider, toDo: string, capability: Capability): string {
	return `${name} can’t ${toDo}.${capability.level === 'yes' ? '' : ` ${capability.reason}`}`;
}

function notSent(provider: Provider, toDo: string, capability: Capability): TapbackError {
	return new TapbackError('UNSUPPORTED', `${whyNot(provider, toDo, capability)} Nothing was sent.`);
}
