import { Field } from './Field.tsx';
import type { FaultChoice } from './fault-choice.mts';

export interface FaultSelectProps<Fault> {
	choices: readonly FaultChoice<Fault>[];
	chosen: FaultChoice<Fault>;
	onChoose: (choice: FaultChoice<Fault>) => void;
}

/** Chooses a fault, and describes it and the reaction of a good client. */
export function FaultSelect<Fault>({ choices, chosen, onChoose }: FaultSelectProps<Fault>) {
	const groups = [...new Set(choices.map(({ group }) => group))];
	const optionsOf = (wanted: string | undefined) =>
		choices
			.filter(({ group }) => group === wanted)
			.map(({ id, title }) => (
				<option key={id} value={id}>
					{title}
				</option>
			));
	const hint = (
		<span class="trouble-effect" aria-live="polite">
			<span>{chosen.happens}</span>
			<span>
				<strong>A good client</strong> {chosen.goodClient}
			</span>
		</span>
	);
	return (
		<Field label="What goes wrong" hint={hint}>
			{(control) => (
				<select
					{...control}
					class="select"
					value={chosen.id}
					onChange={({ currentTarget }) => {
						const next = choices.find(({ id }) => id === currentTarget.value);
						if (next) onChoose(next);
					}}
				>
					{groups.map((group) =>
						group === undefined ? (
							optionsOf(group)
						) : (
							<optgroup key={group} label={group}>
								{optionsOf(group)}
							</optgroup>
						),
					)}
				</select>
			)}
		</Field>
	);
}
