/** The initials of the participants, beside their names. */
export function Avatar({ names }: { names: readonly string[] }) {
	return (
		<span class="avatar" data-count={Math.min(names.length, 2)} aria-hidden="true">
			{names.slice(0, 2).map((name) => (
				<span key={name}>{initial(name)}</span>
			))}
		</span>
	);
}

function initial(name: string): string {
	return /\p{L}/u.exec(name)?.[0].toUpperCase() ?? '#';
}
