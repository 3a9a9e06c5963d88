/** Maximum length of a logged body. */
const MOST_LOGGED_CHARACTERS = 65_536;

/** A text for the logs: a long one is cut, with a note of its full length. */
export function loggedText(text: string): string {
	if (text.length <= MOST_LOGGED_CHARACTERS) return text;
	return `${startOf(text, MOST_LOGGED_CHARACTERS)}… (cut by the sandbox: ${text.length} characters in all)`;
}

/** The first characters of a text, as a copy, because a slice keeps the whole text in memory. */
export function startOf(text: string, characters: number): string {
	return text.length <= characters ? text : Buffer.from(text.slice(0, characters)).toString();
}
