/** Shown before the first snapshot. */
export function Waiting({ isLost }: { isLost: boolean }) {
	return (
		<main class="empty" aria-live="polite">
			<h1>{isLost ? 'The sandbox is not running' : 'Connecting to the sandbox …'}</h1>
			{isLost && (
				<p>
					Start it in a terminal with <code>npm start</code> or <code>npx tapback-sandbox</code>. This page connects by itself when it is
					back.
				</p>
			)}
		</main>
	);
}
