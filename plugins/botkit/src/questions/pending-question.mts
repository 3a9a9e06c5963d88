import { z } from 'zod';

import { ASKED_FIELD, askedFieldSchema, parseAsked, type Asked } from './asked.mts';

/** The question whose answer a conversation waits for. */
export interface Pending {
	/** `undefined` if the question was sent without the plugin. */
	key: string | undefined;
	asked: Asked;
	text: string | undefined;
}

const stateSchema = z.object({
	options: z.object({
		prompt: z.object({ text: z.string().optional().catch(undefined), channelData: z.object({ [ASKED_FIELD]: askedFieldSchema }) }),
	}),
});

/** The pending question of Botkit's dialog context; `undefined` if there is none. */
export function pendingQuestion(dialogContext: DialogContext | undefined): Pending | undefined {
	const active = dialogContext?.activeDialog;
	const { data } = stateSchema.safeParse(active?.state);
	if (dialogContext === undefined || active === undefined || data === undefined) return undefined;
	// An earlier process began a conversation that this one doesn't define. Continuing it would end the process.
	if (dialogContext.dialogs.find(active.id) === undefined) return undefined;
	const { text, channelData } = data.options.prompt;
	const { [ASKED_FIELD]: field } = channelData;
	return { key: field.key, asked: parseAsked(field), text };
}

export interface DialogContext {
	activeDialog?: { id: string; state: unknown };
	dialogs: { find(id: string): unknown };
}
