import { useRef } from 'preact/hooks';
import { callControl } from '../state/control.mts';
import { QuirkControl } from './QuirkControl.tsx';
import { defaultQuirks, quirkRows } from './quirk-rows.mts';
import { Section } from './Section.tsx';
import type { ShownProvider } from './shown-provider.mts';

/** Switches for behaviour that the vendor's documentation leaves open, and for states of the account that cause its errors. */
export function BehaviourSection({ id, overview }: ShownProvider) {
	const heading = useRef<HTMLHeadingElement>(null);
	const rows = quirkRows(id, overview);
	const changed = rows.filter(({ isDefault }) => !isDefault).length;
	const restore = async () => {
		heading.current?.focus();
		await callControl('PATCH', `/${id}/quirks`, defaultQuirks(rows));
	};
	return (
		<Section title="Behaviour" headingRef={heading}>
			<p class="soft small">
				Behaviour that {overview.name}’s documentation leaves open, and states of the account that cause its errors. Changes apply at once.
			</p>
			<div class="settings-quirks card">
				{rows.map((row) => (
					<QuirkControl key={row.name} providerId={id} row={row} />
				))}
			</div>
			<div class="settings-actions">
				<p class="soft small" role="status">
					{changed === 0 ? 'All are at their defaults.' : `${changed} changed.`}
				</p>
				{changed > 0 && (
					<button type="button" class="button" onClick={restore}>
						Back to the vendor’s default
					</button>
				)}
			</div>
		</Section>
	);
}
