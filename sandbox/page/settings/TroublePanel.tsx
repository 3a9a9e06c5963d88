import { provider } from '../state/store.mts';
import { AnswerTrouble } from './AnswerTrouble.tsx';
import { ArmedSummary } from './ArmedSummary.tsx';
import { DeliveryTrouble } from './DeliveryTrouble.tsx';
import { LostNote } from './LostNote.tsx';
import { PresetList } from './PresetList.tsx';
import { Section } from './Section.tsx';

/** Plans faults for the shown provider: of its answers, and of its webhooks. */
export function TroublePanel() {
	const shown = provider.value;
	if (shown === undefined) return null;
	const { id, overview } = shown;
	return (
		<div class="settings" key={id}>
			<h2>Let {overview.name} misbehave</h2>
			<LostNote />
			<ArmedSummary id={id} overview={overview} />
			<Section title="One click">
				<PresetList id={id} overview={overview} />
			</Section>
			<AnswerTrouble id={id} overview={overview} />
			<DeliveryTrouble id={id} overview={overview} />
		</div>
	);
}
