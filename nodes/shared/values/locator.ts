/** What was chosen from a list, or entered by its id: n8n hands in a resource locator, an example or an expression may give the text itself. */
export function locatorValue(chosen: unknown): unknown {
	return isLocator(chosen) ? chosen.value : chosen;
}

function isLocator(chosen: unknown): chosen is { value: unknown } {
	return typeof chosen === 'object' && chosen !== null && '__rl' in chosen && 'value' in chosen;
}
