import { useId } from 'preact/hooks';
import type { QuirkValue } from '../../src/model/quirks.mts';
import { callControl } from '../state/control.mts';
import type { QuirkRow } from './quirk-rows.mts';

/** A quirk as a switch, or as a list where it is more than on or off. */
export function QuirkControl({ providerId, row }: { providerId: string; row: QuirkRow }) {
	const id = useId();
	const { name, value, choices, text, isDefault } = row;
	const [usual] = choices;
	const control = { id, 'aria-describedby': `${id}-sentence` };
	const change = (next: QuirkValue) => callControl('PATCH', `/${providerId}/quirks`, { [name]: next });
	return (
		<div class="settings-quirk" data-changed={!isDefault}>
			<label for={id}>{text.title}</label>
			{typeof value === 'boolean' ? (
				<input
					{...control}
					class="settings-switch"
					type="checkbox"
					role="switch"
					checked={value}
					onChange={async ({ currentTarget: input }) => {
						// The change failed: show the current value.
						if ((await change(input.checked)) === undefined) input.checked = value;
					}}
				/>
			) : (
				<select
					{...control}
					class="select"
					value={String(value)}
					onChange={async ({ currentTarget: list }) => {
						const next = choices.find((choice) => String(choice) === list.value);
						if (next === undefined || (await change(next)) === undefined) list.value = String(value);
					}}
				>
					{choices.map((choice) => (
						<option key={String(choice)} value={String(choice)}>
							{text.options?.[String(choice)] ?? String(choice)}
							{choice === usual && ' (default)'}
						</option>
					))}
				</select>
			)}
			<p id={`${id}-sentence`} class="soft small">
				{text.sentence}
				{typeof usual === 'boolean' && (
					<>
						{' '}
						<span class="settings-default">Default: {usual ? 'on' : 'off'}.</span>
					</>
				)}
			</p>
		</div>
	);
}
