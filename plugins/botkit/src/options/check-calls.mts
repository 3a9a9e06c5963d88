import { z } from 'zod';

import type { Provider, ProviderField } from '../../../../core/index.ts';
import { checkCall, checkFieldNames } from './errors.mts';
import { address, fieldValues, flag, objectOf, oneOf, positiveInteger, text, wholeNumber } from './schema.mts';

/*
 * Checks of the API's arguments. Unknown keys are refused, because a typo in `partIndex` would tap the whole message.
 */

const callSchema = z
	.object({ partIndex: wholeNumber.nullish(), fields: fieldValues.optional(), timeoutMs: positiveInteger.optional() })
	.strict();

const getSchema = callSchema.extend({ includeMessage: flag.optional() });

const sendSchema = callSchema.extend({ whenUnsupported: oneOf(['error', 'skip'] as const).optional(), currentTapback: text.optional() });

const workerSchema = sendSchema.extend({ remove: flag.optional() });

const urlSchema = z.object({ url: address }).strict();

const drainSchema = z.object({ timeoutMs: positiveInteger.optional() }).strict();

/** @throws TapbackError INVALID_INPUT, as all functions of this file */
export function checkSend(call: string, provider: Provider, given: unknown = {}) {
	return checkedFields(call, provider, provider.fields.send, checkCall(call, objectOf(sendSchema), given));
}

export function checkGet(call: string, provider: Provider, given: unknown = {}) {
	return checkedFields(call, provider, provider.fields.get, checkCall(call, objectOf(getSchema), given));
}

export function checkWorkerTapback(call: string, provider: Provider, given: unknown = {}) {
	return checkedFields(call, provider, provider.fields.send, checkCall(call, objectOf(workerSchema), given));
}

/** The address to which the provider sends its events. */
export function checkUrl(call: string, given: unknown): string {
	return checkCall(call, objectOf(urlSchema), given).url;
}

export function checkDrain(call: string, given: unknown = {}): { timeoutMs?: number } {
	return checkCall(call, objectOf(drainSchema), given);
}

function checkedFields<T extends z.output<typeof callSchema>>(
	call: string,
	provider: Provider,
	specs: readonly ProviderField[],
	options: T,
): Omit<T, 'partIndex'> & { partIndex?: number } {
	checkFieldNames(provider, { specs, values: options.fields ?? {}, option: 'fields', call });
	const { partIndex, ...rest } = options;
	return { ...rest, partIndex: partIndex ?? undefined };
}
