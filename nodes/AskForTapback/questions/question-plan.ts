import type { FieldValues, Provider, ProviderField, Question } from '../../../core';

/** A question as an item asks for it: checked, and not sent. */
export interface QuestionPlan {
	failure: null;
	/** What is to be sent; `null` where the message was sent before. */
	message: Outgoing | null;
	question: Question;
	conversationId: string | null;
	/** Whether a text that is not understood is answered once. */
	repliesToUnclear: boolean;
	/** What the webhook that receives the answer must be registered for. */
	scope: FieldValues;
}

export interface Outgoing {
	text: string;
	to: string;
	conversationId: string;
	line: string;
	timeoutMs: number | null;
}

/** The fields of a question that its webhook is registered by, such as the identity that asks. */
export function scopeFields({ fields }: Provider): readonly ProviderField[] {
	return fields.inbound.filter(({ name }) => [...fields.ask, ...fields.wait].some((field) => field.name === name));
}
