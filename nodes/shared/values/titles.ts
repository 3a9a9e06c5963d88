/** `emphasize` as an option’s name: `Emphasize`. */
export function titleOf(word: string): string {
	return word.charAt(0).toUpperCase() + word.slice(1);
}
