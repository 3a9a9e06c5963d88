import { useId } from 'preact/hooks';
import { callControl } from '../state/control.mts';
import { describeArmed } from './armed.mts';
import { armedPreset, presetsOf, type Preset } from './presets.mts';
import type { ShownProvider } from './shown-provider.mts';

/** Faults that are armed and disarmed with one click. */
export function PresetList({ id, overview }: ShownProvider) {
	return (
		<ul class="trouble-presets card">
			{presetsOf(id, overview.name).map((preset) => (
				<PresetRow key={preset.id} id={id} overview={overview} preset={preset} />
			))}
		</ul>
	);
}

function PresetRow({ id, overview, preset }: ShownProvider & { preset: Preset }) {
	const textId = useId();
	const { title, sentence, list, plan } = preset;
	const armed = armedPreset(preset, overview);
	const toggle = () => (armed ? callControl('DELETE', `/${id}/${list}/${armed.id}`) : callControl('POST', `/${id}/${list}`, plan));
	return (
		<li class="trouble-preset">
			<button
				type="button"
				aria-pressed={armed !== undefined}
				aria-describedby={`${armed ? `${textId}-state ` : ''}${textId}-sentence`}
				onClick={toggle}
			>
				{title}
			</button>
			<span id={`${textId}-state`} class={`chip ${armed ? 'chip-warn' : ''}`} aria-hidden={!armed}>
				{armed ? describeArmed(armed) : 'Arm'}
			</span>
			<p id={`${textId}-sentence`} class="soft small">
				{sentence}
			</p>
		</li>
	);
}
