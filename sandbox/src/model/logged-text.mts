/** Of a body the logs keep so many characters. */
const MOST_LOGGED_CHARACTERS = 65_536;

/** A text as the logs keep it: a long one is cut, with a note of its full length. */
export function loggedText(text: string): string {
	if (text.length <= MOST_LOGGED_CHARACTERS) return text;
	return `${startOf(text, MOST_LOGGED_CHARACTERS)}… (cut by the sandbox: ${text.length} characters in all)`;
}

/** The first characters of a text, as a copy: a slice would keep all of it in memory. */
export function startOf(text: string, characters: number): string {
	return text.length <= characters ? text : Buffer.from(text.slice(0, characters)).toString();
}
