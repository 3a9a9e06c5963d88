import { signal } from '@preact/signals';

/** The bubble with the open tapback bar. */
export const openBubble = signal<{ messageId: string; partIndex: number } | undefined>(undefined);

export function isOpenBubble(messageId: string, partIndex: number): boolean {
	return openBubble.value?.messageId === messageId && openBubble.value.partIndex === partIndex;
}
