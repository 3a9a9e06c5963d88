/** Holds up whoever awaits `opened`, until the test calls `open`. */
export function gate(): { open(): void; opened: Promise<void> } {
	let open = () => {};
	const opened = new Promise<void>((resolve) => (open = resolve));
	return { open: () => open(), opened };
}
