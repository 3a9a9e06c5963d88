import { signal } from '@preact/signals';
import { EMPTY_DRAFT, type Draft } from './draft.mts';

const drafts = signal<Readonly<Record<string, Draft>>>({});

/** What is written in a conversation and not sent; it waits while another is shown. */
export function draftOf(key: string): Draft {
	return drafts.value[key] ?? EMPTY_DRAFT;
}

export function keepDraft(key: string, draft: Draft): void {
	drafts.value = { ...drafts.value, [key]: draft };
}
