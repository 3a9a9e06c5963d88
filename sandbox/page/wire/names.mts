import { callerName } from '../messages/caller.mts';
import { workflowOf } from '../settings/hooks.mts';
import { state } from '../state/store.mts';
import type { Names } from './story.mts';
import { receiverName } from './receiver-name.mts';

/** The names for the stories of a provider's entries. */
export function namesFor(providerId: string): Names {
	const { overview, messages } = state.value ?? {};
	const { host } = overview ?? {};
	const provider = overview?.providers[providerId];
	return {
		nameOf: (number) => provider?.lines.find((line) => line.number === number)?.name ?? callerName(number),
		providerName: provider?.name ?? providerId,
		receiverOf: (url) => receiverName(url, host),
		isForAnswers: (url) => workflowOf(url, host?.asking ?? []) !== undefined,
		clientName: host?.name ?? 'Client',
		messageOf: (id) => messages?.[providerId]?.find((message) => message.id === id),
	};
}
