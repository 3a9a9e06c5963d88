import type { FieldValues, Provider, ProviderField, Question } from '../../../core';

/** The question of one item: checked, but not sent yet. */
export interface QuestionPlan {
	failure: null;
	/** The message to send; `null` if it was sent earlier (operation Wait for Tapback). */
	message: Outgoing | null;
	question: Question;
	conversationId: string | null;
	/** Whether an unclear text is answered once. */
	repliesToUnclear: boolean;
	/** The fields that the webhook for the answer must be registered with. */
	scope: FieldValues;
}

/** A question to send, to a person or into a conversation: the other one is empty. `timeoutMs`: `null` for the provider's own. */
export interface Outgoing {
	text: string;
	to: string;
	conversationId: string;
	line: string;
	timeoutMs: number | null;
}

/** The fields of a question with which its webhook is registered, such as the agent identity. */
export function scopeFields({ fields }: Provider): readonly ProviderField[] {
	return fields.inbound.filter(({ name }) => [...fields.ask, ...fields.wait].some((field) => field.name === name));
}
