import { SAMPLE_PICTURE } from './part-text.mts';

/** A written message that is not sent yet. */
export interface Draft {
	text: string;
	hasPicture: boolean;
}

export const EMPTY_DRAFT: Draft = { text: '', hasPicture: false };

export function isSendable({ text, hasPicture }: Draft): boolean {
	return hasPicture || text.trim() !== '';
}

/** Builds the body of `POST /control/:provider/messages`: a text, or a text and a picture as two parts. */
export function draftContent({ text, hasPicture }: Draft) {
	if (!hasPicture) return { text };
	const written = text.trim() === '' ? [] : [{ type: 'text' as const, text }];
	return { parts: [...written, { type: 'image' as const, url: SAMPLE_PICTURE }] };
}
