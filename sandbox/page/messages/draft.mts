import { SAMPLE_PICTURE } from './part-text.mts';

/** What is written but not sent. */
export interface Draft {
	text: string;
	hasPicture: boolean;
}

export const EMPTY_DRAFT: Draft = { text: '', hasPicture: false };

export function isSendable({ text, hasPicture }: Draft): boolean {
	return hasPicture || text.trim() !== '';
}

/** Builds what `POST /control/:provider/messages` takes: a text, or text and picture as two parts. */
export function draftContent({ text, hasPicture }: Draft) {
	if (!hasPicture) return { text };
	const written = text.trim() === '' ? [] : [{ type: 'text' as const, text }];
	return { parts: [...written, { type: 'image' as const, url: SAMPLE_PICTURE }] };
}
