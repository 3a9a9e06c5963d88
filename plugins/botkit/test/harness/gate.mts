import type { Bot } from './bots.mts';

/** Holds up whoever awaits `opened`, until the test calls `open`. */
export function gate(): { open(): void; opened: Promise<void> } {
	let open = () => {};
	const opened = new Promise<void>((resolve) => (open = resolve));
	return { open: () => open(), opened };
}

/** A turn that a tapback begins, and that ends when the test calls `open`. `steps`: `begun`, then `done`. */
export function holdTurn({ controller }: Bot): { open(): void; steps: string[] } {
	const { open, opened } = gate();
	const steps: string[] = [];
	controller.on('tapback', async () => {
		steps.push('begun');
		await opened;
		steps.push('done');
	});
	return { open, steps };
}
