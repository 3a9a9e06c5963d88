/** Arrow up and down move from bubble to bubble; the tab key does too. */
export function moveBetweenBubbles(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
	const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
	if (step === 0) return;
	const bubbles = Array.from(event.currentTarget.querySelectorAll<HTMLElement>('.bubble'));
	const at = bubbles.findIndex((bubble) => bubble === document.activeElement);
	const next = at === -1 ? undefined : bubbles[at + step];
	if (!next) return;
	event.preventDefault();
	next.focus();
}
