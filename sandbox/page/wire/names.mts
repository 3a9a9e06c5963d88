import { callerName } from '../messages/caller.mts';
import { workflowOf } from '../settings/hooks.mts';
import { state } from '../state/store.mts';
import type { Names } from './story.mts';
import { placeOf } from './titles.mts';

/** The names that the story of a provider's entries is told with. */
export function namesFor(providerId: string): Names {
	const { overview, messages } = state.value ?? {};
	const { host } = overview ?? {};
	const provider = overview?.providers[providerId];
	return {
		nameOf: (number) => provider?.lines.find((line) => line.number === number)?.name ?? callerName(number),
		providerName: provider?.name ?? providerId,
		receiverOf: (url) => workflowOf(url, host?.workflows ?? [])?.name ?? placeOf(url),
		clientName: host?.name ?? 'Client',
		messageOf: (id) => messages?.[providerId]?.find((message) => message.id === id),
	};
}
