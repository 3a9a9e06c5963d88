import type { ProviderId } from '../../src/model/reaction.mts';

const IDS: Readonly<Record<ProviderId, true>> = { agentphone: true, inkbox: true, linq: true, sendblue: true, tuco: true };

/** Is this a provider we have words for? */
export function isProviderId(text: string): text is ProviderId {
	return Object.hasOwn(IDS, text);
}
