import { useSignal } from '@preact/signals';
import { callControl } from '../state/control.mts';
import { ENDLESS_TIMES, type FaultChoice, type FaultScope } from './fault-choice.mts';
import { FaultSelect } from './FaultSelect.tsx';
import { Field } from './Field.tsx';
import { focusFirstWrong } from './focus-wrong.mts';
import { useNumberDraft } from './number-draft.mts';
import { NumberField } from './NumberField.tsx';

export interface FaultFormProps<Fault, Match> {
	/** The form's name. */
	label: string;
	/** The name of the list in the control API. */
	path: string;
	choices: readonly FaultChoice<Fault>[];
	scopes: readonly FaultScope<Match>[];
	scopeLabel: string;
	timesLabel: string;
}

const TIMES = { min: 1 };

/** Chooses a fault, its scope and its number, and arms it. */
export function FaultForm<Fault, Match>({ label, path, choices, scopes, scopeLabel, timesLabel }: FaultFormProps<Fault, Match>) {
	const choiceId = useSignal('');
	const scopeId = useSignal('');
	const isEndless = useSignal(false);
	const times = useNumberDraft(1);
	const choice = choices.find(({ id }) => id === choiceId.value) ?? choices[0];
	const scope = scopes.find(({ id }) => id === scopeId.value) ?? scopes[0];
	const number = useNumberDraft(choice?.number?.initial ?? 0);
	if (!choice || !scope) return null;

	const choose = (next: FaultChoice<Fault>) => {
		choiceId.value = next.id;
		number.type(String(next.number?.initial ?? 0));
	};
	const arm = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
		event.preventDefault();
		const detail = choice.number ? number.take(choice.number) : 0;
		const count = isEndless.value ? ENDLESS_TIMES : times.take(TIMES);
		if (detail === undefined || count === undefined) return focusFirstWrong(event.currentTarget);
		await callControl('POST', path, { match: scope.match, times: count, fault: choice.build(detail) });
	};

	return (
		<form class="settings-form" noValidate aria-label={label} onSubmit={arm}>
			<FaultSelect choices={choices} chosen={choice} onChoose={choose} />
			{choice.number && <NumberField label={choice.number.label} draft={number} range={choice.number} />}
			<div class="settings-pair">
				<Field label={scopeLabel}>
					{(control) => (
						<select {...control} class="select" value={scope.id} onChange={({ currentTarget }) => (scopeId.value = currentTarget.value)}>
							{scopes.map(({ id, title }) => (
								<option key={id} value={id}>
									{title}
								</option>
							))}
						</select>
					)}
				</Field>
				<NumberField label={timesLabel} draft={times} range={TIMES} isDisabled={isEndless.value} />
			</div>
			<div class="settings-actions">
				<button type="submit" class="button button-primary">
					Arm
				</button>
				<label class="settings-check">
					<input type="checkbox" checked={isEndless.value} onChange={({ currentTarget }) => (isEndless.value = currentTarget.checked)} />
					Until disarmed
				</label>
			</div>
		</form>
	);
}
