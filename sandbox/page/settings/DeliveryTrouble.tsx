import { useRef } from 'preact/hooks';
import { describeDeliveryFault } from './armed.mts';
import { ArmedList } from './ArmedList.tsx';
import { deliveryChoices, deliveryScopes } from './delivery-choices.mts';
import { FaultForm } from './FaultForm.tsx';
import { Section } from './Section.tsx';
import type { ShownProvider } from './shown-provider.mts';

/** Faults of webhook deliveries. */
export function DeliveryTrouble({ id, overview }: ShownProvider) {
	const heading = useRef<HTMLHeadingElement>(null);
	const path = `/${id}/delivery-faults`;
	const scopes = deliveryScopes(id);
	return (
		<Section title="Webhook deliveries" headingRef={heading}>
			<FaultForm
				label="Arm a fault for webhooks"
				path={path}
				choices={deliveryChoices(id, overview.quirks)}
				scopes={scopes}
				scopeLabel="Which webhooks"
				timesLabel="How many webhooks"
			/>
			<ArmedList
				label="Armed for webhooks"
				path={path}
				plans={overview.deliveryFaults}
				scopes={scopes}
				describe={describeDeliveryFault}
				focusAfter={heading}
			/>
		</Section>
	);
}
