import { signal } from '@preact/signals';

import type { Conversation } from '../../src/model/message.mts';

const chosen = signal<Readonly<Record<string, string>>>({});

/** The holder of the phone: in a group one of the people, chosen for each conversation. */
export function holderOf(providerId: string, { id, participants }: Conversation): string | undefined {
	const choice = chosen.value[`${providerId}/${id}`];
	return participants.find((number) => number === choice) ?? participants[0];
}

export function chooseHolder(providerId: string, conversationId: string, number: string): void {
	chosen.value = { ...chosen.value, [`${providerId}/${conversationId}`]: number };
}
