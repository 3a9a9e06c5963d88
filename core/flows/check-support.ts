import { isSameEmoji } from '../emoji';
import { TapbackError } from '../errors';
import type { Capability, CapabilityName, Provider, SendCommand } from '../provider';
import { describeReaction } from '../vocabulary';

/**
 * Refuses what the provider is known not to do, before anything is sent. Nothing is replaced by something similar.
 * @throws TapbackError UNSUPPORTED with the provider's reason.
 */
export function checkSupport(provider: Provider, { action, reaction, partIndex }: SendCommand): void {
	if (action === 'remove') requireCapability(provider, 'remove', 'remove a tapback');
	if (reaction.type === 'emoji') {
		const { emoji } = reaction;
		const listed = provider.sendableEmoji?.some((sendable) => isSameEmoji(sendable, emoji)) ?? true;
		if (!listed) throw unsupported(provider, `send ${describeReaction(reaction)}`, reasonOf(provider.capabilities.sendEmoji));
		requireCapability(provider, 'sendEmoji', `send ${describeReaction(reaction)}`);
	} else {
		requireCapability(provider, 'sendClassic', `send ${describeReaction(reaction)}`);
	}
	// Part 0 is the message itself where a provider knows no parts.
	if (partIndex) requireCapability(provider, 'sendPart', `react to part ${partIndex} of a message`);
}

/** @throws TapbackError UNSUPPORTED */
export function requireCapability(provider: Provider, name: CapabilityName, toDo: string): void {
	const capability = provider.capabilities[name];
	if (capability.level === 'no') throw unsupported(provider, toDo, capability.reason);
}

function unsupported(provider: Provider, toDo: string, reason: string): TapbackError {
	return new TapbackError('UNSUPPORTED', `${provider.name} can’t ${toDo}: ${reason} Nothing was sent.`);
}

function reasonOf(capability: Capability): string {
	return capability.level === 'yes' ? '' : capability.reason;
}
