import { isSameEmoji } from '../model/emoji';
import { TapbackError } from '../model/errors';
import type { Provider } from '../providers/provider';
import { describeReaction } from '../model/reaction';
import type { Capability } from '../providers/capability';
import type { SendCommand } from '../providers/reactions';

/**
 * Checks that the provider supports a command, before anything is sent. An unsupported reaction is never replaced by another.
 * @throws TapbackError UNSUPPORTED with the reason of the capability.
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
	// Part 0 is allowed: for a provider without parts it is the message itself.
	if (partIndex && sendPart.level === 'no') throw notSent(provider, `react to part ${partIndex} of a message`, sendPart);
}

/** Formats `AgentPhone can’t remove a tapback.`, followed by the reason of the capability. */
export function whyNot({ name }: Provider, toDo: string, capability: Capability): string {
	return `${name} can’t ${toDo}.${capability.level === 'yes' ? '' : ` ${capability.reason}`}`;
}

function notSent(provider: Provider, toDo: string, capability: Capability): TapbackError {
	return new TapbackError('UNSUPPORTED', `${whyNot(provider, toDo, capability)} Nothing was sent.`);
}
