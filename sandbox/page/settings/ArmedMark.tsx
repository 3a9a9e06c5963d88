import { armedCount } from './armed-state.mts';

/** How many faults are armed, on the panel's tab. */
export function ArmedMark() {
	if (armedCount.value === 0) return null;
	return (
		<>
			{' '}
			<span class="trouble-mark">
				{armedCount.value}
				<span class="visually-hidden"> armed</span>
			</span>
		</>
	);
}
