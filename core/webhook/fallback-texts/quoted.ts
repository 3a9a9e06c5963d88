/**
 * Whether what stands between the outer marks is one quote, not the rest of several: `Hamlet” and “Macbeth` closes one
 * before it opens the next. A quote within the quote is nested, and a mark behind a digit may be inches: `the 6” pipe or the “T” joint`.
 */
export function isOneQuote(quoted: string, [opening, closing]: readonly [opening: string, closing: string]): boolean {
	if (!quoted.includes(opening) && !quoted.includes(closing)) return true;
	if (opening === closing) return isNestedStraight(quoted, opening);
	return depthOf(quoted, opening, closing) !== undefined || isWithInches(quoted, opening, closing);
}

/** All that is open at the end, or `undefined` where one was closed that nobody opened, and another opened behind it. */
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

/** `Catch 22” and “Macbeth` isn't: read as inches, the mark would leave a quote open. */
function isWithInches(quoted: string, opening: string, closing: string): boolean {
	const depth = depthOf(quoted, opening, closing, (index) => /[0-9]/.test(quoted.charAt(index - 1)));
	return depth === 0 || (depth === 1 && quoted.endsWith('…'));
}

/** A straight mark opens where a word begins. */
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
