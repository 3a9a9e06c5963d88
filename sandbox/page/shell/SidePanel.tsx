import type { ComponentType } from 'preact';
import { panel, type PanelName } from '../state/preferences.mts';
import { ArmedMark } from '../settings/ArmedMark.tsx';
import { SettingsPanel } from '../settings/SettingsPanel.tsx';
import { TroublePanel } from '../settings/TroublePanel.tsx';
import { WirePanel } from '../wire/WirePanel.tsx';

const PANELS: readonly { name: PanelName; title: string; content: ComponentType }[] = [
	{ name: 'wire', title: 'Wire', content: WirePanel },
	{ name: 'trouble', title: 'Misbehave', content: TroublePanel },
	{ name: 'settings', title: 'Settings', content: SettingsPanel },
];

/** The panel behind the phone, with three tabs. */
export function SidePanel() {
	return (
		<section class="panel" aria-label="Behind the phone">
			<div class="panel-tabs" role="tablist" aria-label="Behind the phone" onKeyDown={moveWithArrows}>
				{PANELS.map(({ name, title }) => (
					<button
						key={name}
						type="button"
						role="tab"
						id={`tab-${name}`}
						aria-selected={panel.value === name}
						aria-controls={`panel-${name}`}
						tabIndex={panel.value === name ? 0 : -1}
						onClick={() => (panel.value = name)}
					>
						{title}
						{name === 'trouble' && <ArmedMark />}
					</button>
				))}
			</div>
			{PANELS.map(({ name, content: Content }) => (
				<div
					key={name}
					class="panel-body"
					role="tabpanel"
					id={`panel-${name}`}
					aria-labelledby={`tab-${name}`}
					hidden={panel.value !== name}
					tabIndex={0}
				>
					{panel.value === name && <Content />}
				</div>
			))}
		</section>
	);
}

function moveWithArrows(event: KeyboardEvent): void {
	const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
	if (step === 0) return;
	event.preventDefault();
	const at = PANELS.findIndex(({ name }) => name === panel.value);
	const next = PANELS[(at + step + PANELS.length) % PANELS.length];
	if (!next) return;
	panel.value = next.name;
	document.getElementById(`tab-${next.name}`)?.focus();
}
