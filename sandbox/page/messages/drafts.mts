import { signal } from '@preact/signals';
import { EMPTY_DRAFT, type Draft } from './draft.mts';

const drafts = signal<Readonly<Record<string, Draft>>>({});

/** The draft of each conversation, kept while another is shown. */
export function draftOf(key: string): Draft {
	return drafts.value[key] ?? EMPTY_DRAFT;
}

export function keepDraft(key: string, draft: Draft): void {
	drafts.value = { ...drafts.value, [key]: draft };
}
