import type { Delivery } from '../../src/deliveries/delivery.mts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { state } from '../state/store.mts';
import { AttemptList } from './AttemptList.tsx';
import { deliveryCurl } from './curl.mts';
import { DeliveryBody } from './DeliveryBody.tsx';
import { faultText } from './fault-text.mts';
import { whyUnnoticed } from './forgeries.mts';
import { HeaderTable } from './HeaderTable.tsx';
import { Repeat } from './Repeat.tsx';
import { SignatureBase } from './SignatureBase.tsx';
import { statusOf } from './status.mts';

/** A webhook: its receiver, body, signature and attempts. */
export function DeliveryDetails({ delivery }: { delivery: Delivery }) {
	const { provider, url, eventType, headers, body, fault } = delivery;
	const name = state.value?.overview.providers[provider]?.name ?? provider;
	return (
		<>
			<p>
				{name} tells your receiver of <span class="mono">{eventType}</span>. {statusOf({ kind: 'delivery', delivery }).text}.
			</p>
			{fault !== null && <p class="wire-fault">{faultText(fault, 'delivery')}</p>}
			<Repeat delivery={delivery} />
			<div class="wire-actions">
				<CopyButton value={deliveryCurl(delivery)} label="Copy as curl" text="Copy as curl" />
				<CopyButton value={body} label="Copy body" text="Copy body" />
			</div>
			{whyUnnoticed(delivery, 'stale') === undefined && (
				<p class="soft small">The command carries this signature. A receiver that checks the time refuses the command when it is old.</p>
			)}
			<AttemptList delivery={delivery} />
			<h3>Webhook</h3>
			<p class="wire-line mono">POST {url}</p>
			<HeaderTable label="Webhook headers" headers={headers} isOpen />
			<DeliveryBody body={body} />
			<SignatureBase delivery={delivery} />
		</>
	);
}
