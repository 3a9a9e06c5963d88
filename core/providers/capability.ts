/** How well a provider supports a feature. `reason` is a sentence for the user that names what is missing, and why if that helps. */
export type Capability = { level: 'yes' } | { level: 'partly'; reason: string } | { level: 'no'; reason: string };

/** The names of all capabilities. */
export const CAPABILITY_NAMES = [
	'sendClassic',
	'sendEmoji',
	'sendPart',
	'remove',
	'readLive',
	'receiveAdded',
	'receiveRemoved',
	'receiveEmoji',
	'receiveSticker',
	'receivePart',
	'receiveTarget',
	'receiveMessage',
] as const;

/** The name of a capability. */
export type CapabilityName = (typeof CAPABILITY_NAMES)[number];

const yes = { level: 'yes' } as const;

/** The capabilities of a provider that supports everything. */
export const WHOLLY: Readonly<Record<CapabilityName, Capability>> = {
	sendClassic: yes,
	sendEmoji: yes,
	sendPart: yes,
	remove: yes,
	readLive: yes,
	receiveAdded: yes,
	receiveRemoved: yes,
	receiveEmoji: yes,
	receiveSticker: yes,
	receivePart: yes,
	receiveTarget: yes,
	receiveMessage: yes,
};
