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
