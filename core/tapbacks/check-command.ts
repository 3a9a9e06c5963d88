import { isSingleEmoji } from '../model/emoji';
import { invalidInput } from '../model/errors';
import { type FieldValues, type ProviderField, listField, textField } from '../providers/fields';
import type { Provider } from '../providers/provider';
import { parseTarget } from '../model/target';
import { CLASSIC_REACTIONS, isClassicReaction, type Action, type Reaction } from '../model/reaction';
import type { SendCommand } from '../providers/reactions';

const LONGEST_QUOTE = 100;

/** A command as the user of a host gives it. Nothing is checked yet. */
export interface CommandInput {
	action: Action;
	/** The id of the message, or Apple's form `p:1/GUID`, which also names the part. */
	messageId: unknown;
	partIndex?: unknown;
	reaction: unknown;
	/** Required for the reaction `emoji`. */
	emoji?: unknown;
	fields?: FieldValues;
}

/**
 * Checks a command.
 * @throws TapbackError INVALID_INPUT that names the wrong field, the given value and the allowed ones.
 */
export function checkCommand(provider: Provider, input: CommandInput): SendCommand {
	const target = checkTarget(provider, input);
	return {
		action: input.action,
		...target,
		reaction: checkReaction(input.reaction, input.emoji),
		fields: checkFields(provider, provider.fields.send, input.fields ?? {}),
	};
}

/**
 * Checks the id of a message and the part index, which the id may contain (`p:1/GUID`).
 * @throws TapbackError INVALID_INPUT if the id is empty or malformed, the part index is not a whole number from 0, or both name
 * different parts.
 */
export function checkTarget(
	provider: Provider,
	input: { messageId: unknown; partIndex?: unknown },
): { messageId: string; partIndex: number | undefined } {
	const given = textOf(input.messageId);
	const { description, placeholder, pattern } = provider.messageId;
	const wanted = `${description}, like ${exampleOf(placeholder)}`;
	if (given === '') throw invalidInput('messageId', `Message ID is empty. Give the id of the message: ${wanted}.`);
	const target = parseTarget(given);
	if (!pattern.test(target.messageId)) throw invalidInput('messageId', `Message ID ${shown(given)} is malformed: ${wanted}.`);
	const partIndex = checkPartIndex(input.partIndex);
	if (partIndex !== undefined && target.partIndex !== undefined && partIndex !== target.partIndex) {
		throw invalidInput(
			'partIndex',
			`Part Index is ${partIndex}, but Message ID ${shown(given)} names part ${target.partIndex}. Give only one of them.`,
		);
	}
	return { messageId: target.messageId, partIndex: partIndex ?? target.partIndex };
}

/**
 * Checks a reaction, and the emoji if the reaction is `emoji`.
 * @throws TapbackError INVALID_INPUT
 */
export function checkReaction(reaction: unknown, emoji: unknown): Reaction {
	if (isClassicReaction(reaction)) return { type: reaction };
	if (reaction !== 'emoji') {
		const isEmpty = reaction === undefined || reaction === null || reaction === '';
		const what = isEmpty ? 'is empty' : `${shown(String(reaction))} is unknown`;
		throw invalidInput(
			'reaction',
			`Reaction ${what}. It must be ${CLASSIC_REACTIONS.join(', ')}, or emoji with the emoji itself in the field Emoji.`,
		);
	}
	const given = typeof emoji === 'string' ? emoji.trim() : '';
	if (given === '') throw invalidInput('emoji', 'Emoji is empty. Give exactly one emoji, like 🎉, or choose another Reaction.');
	if (!isSingleEmoji(given)) throw invalidInput('emoji', `Emoji ${shown(given)} is not exactly one emoji. Give one, like 🎉.`);
	return { type: 'emoji', emoji: given };
}

/**
 * Checks the values of a provider's fields. The result has an entry for each of `specs`.
 * @throws TapbackError INVALID_INPUT if a required field is empty, or a value has the wrong form.
 */
export function checkFields(provider: Provider, specs: readonly ProviderField[], values: FieldValues): FieldValues {
	const checked = specs.map((spec) => {
		const given = spec.many ? listField(values, spec.name) : (textField(values, spec.name) ?? []);
		const each = [given].flat();
		if (spec.required && each.length === 0) {
			throw invalidInput(
				spec.name,
				`${spec.displayName} is empty, and ${provider.name} needs it. Give a value like ${exampleOf(spec.placeholder)}: ${lowerFirst(spec.description)}.`,
			);
		}
		const wrong = each.find((value) => spec.format && !spec.format.pattern.test(value));
		if (wrong !== undefined) {
			throw invalidInput(
				spec.name,
				`${spec.displayName} ${shown(wrong)} is malformed: it must be ${spec.format?.description}, like ${exampleOf(spec.placeholder)}.`,
			);
		}
		return [spec.name, each.length === 0 ? undefined : given] as const;
	});
	return Object.fromEntries(checked);
}

function textOf(messageId: unknown): string {
	if (messageId === undefined || messageId === null) return '';
	if (typeof messageId === 'string') return messageId.trim();
	throw invalidInput(
		'messageId',
		`Message ID must be a text, but is of the type ${typeof messageId}. Give it exactly as the provider gave it.`,
	);
}

function checkPartIndex(given: unknown): number | undefined {
	if (given === undefined || given === null || given === '') return undefined;
	if (typeof given === 'number' && Number.isInteger(given) && given >= 0) return given;
	const what = typeof given === 'string' ? `the text ${shown(given)}` : String(given);
	throw invalidInput('partIndex', `Part Index is ${what}. It must be a whole number, and the first part of a message is 0.`);
}

function shown(given: string): string {
	return `“${given.length <= LONGEST_QUOTE ? given : `${given.slice(0, LONGEST_QUOTE)}…`}”`;
}

function exampleOf(placeholder: string): string {
	return placeholder.replace(/^e\.g\. /, '');
}

function lowerFirst(sentence: string): string {
	return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
