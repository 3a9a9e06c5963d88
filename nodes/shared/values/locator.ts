/** The value of a resource locator. An example or an expression may give the bare value instead of a locator. */
export function locatorValue(chosen: unknown): unknown {
	return isLocator(chosen) ? chosen.value : chosen;
}

function isLocator(chosen: unknown): chosen is { value: unknown } {
	return typeof chosen === 'object' && chosen !== null && '__rl' in chosen && 'value' in chosen;
}
