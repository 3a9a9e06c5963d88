import type { ProviderOverview } from '../../src/control/overview.mts';
import type { QuirkValue } from '../../src/model/quirks.mts';
import type { QuirkText } from '../../src/providers/description.mts';
import { descriptionOf } from '../state/description-of.mts';

/** A quirk with its current value and its texts. */
export interface QuirkRow {
	name: string;
	value: QuirkValue;
	/** The vendor's default first. */
	choices: readonly QuirkValue[];
	text: QuirkText;
	isDefault: boolean;
}

/** The quirks of a provider, in the order of the sandbox. A quirk without texts shows its name. */
export function quirkRows(providerId: string, { quirks, quirkChoices }: Pick<ProviderOverview, 'quirks' | 'quirkChoices'>): QuirkRow[] {
	const texts = descriptionOf(providerId)?.quirks ?? {};
	return Object.entries(quirkChoices).flatMap(([name, choices]) => {
		const value = quirks[name];
		if (value === undefined) return [];
		return { name, value, choices, text: texts[name] ?? { title: name, sentence: '' }, isDefault: value === choices[0] };
	});
}

/** The change that resets all quirks to their defaults. */
export function defaultQuirks(rows: readonly QuirkRow[]): Record<string, QuirkValue> {
	return Object.fromEntries(rows.flatMap(({ name, choices: [first] }) => (first === undefined ? [] : [[name, first]])));
}
