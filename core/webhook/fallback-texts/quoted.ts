/**
 * Whether the text between the outer marks is one quote. `Hamlet” and “Macbeth` is the rest of two, because it closes a quote
 * before it opens the next. A quote may contain nested quotes, and a mark after a digit may mean inches: `the 6” pipe or the
 * “T” joint`.
 */
export function isOneQuote(quoted: string, [opening, closing]: readonly [opening: string, closing: string]): boolean {
	if (!quoted.includes(opening) && !quoted.includes(closing)) return true;
	if (opening === closing) return isNestedStraight(quoted, opening);
	return depthOf(quoted, opening, closing) !== undefined || isWithInches(quoted, opening, closing);
}

/** Returns the number of quotes that are open at the end; `undefined` if a quote opens after one was closed that was never opened. */
function depthOf(quoted: string, opening: string, closing: string, isInches: (index: number) => boolean = () => false): number | undefined {
	let depth = 0;
	for (let index = 0; index < quoted.length; index += 1) {
		const mark = quoted.charAt(index);
		if (mark === opening && depth < 0) return undefined;
		if (mark === opening) depth += 1;
		else if (mark === closing && !(depth <= 0 && isInches(index))) depth -= 1;
	}
	return depth;
}

/** Whether all quotes are closed if marks after digits are inches. In `Catch 22” and “Macbeth` one would stay open. */
function isWithInches(quoted: string, opening: string, closing: string): boolean {
	const depth = depthOf(quoted, opening, closing, (index) => /[0-9]/.test(quoted.charAt(index - 1)));
	return depth === 0 || (depth === 1 && quoted.endsWith('…'));
}

/** The same for straight marks, which open a quote at the start of a word. */
function isNestedStraight(quoted: string, mark: string): boolean {
	let depth = 0;
	for (let index = 0; index < quoted.length; index += 1) {
		if (quoted.charAt(index) !== mark) continue;
		const isOpening = index === 0 || /[\s([]/.test(quoted.charAt(index - 1));
		if (isOpening && depth < 0) return false;
		depth += isOpening ? 1 : -1;
	}
	return true;
}
