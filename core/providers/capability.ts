/** `reason` is a sentence for the user: what is missing, and since when or whose fault where that helps. */
export type Capability = { level: 'yes' } | { level: 'partly'; reason: string } | { level: 'no'; reason: string };

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

export type CapabilityName = (typeof CAPABILITY_NAMES)[number];

const yes = { level: 'yes' } as const;

/** Of a provider that does everything. */
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
