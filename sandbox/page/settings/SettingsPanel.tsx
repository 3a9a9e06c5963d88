import { provider } from '../state/store.mts';
import { BehaviourSection } from './BehaviourSection.tsx';
import { CredentialsSection } from './CredentialsSection.tsx';
import { LostNote } from './LostNote.tsx';
import { RateLimitSection } from './RateLimitSection.tsx';
import { ResetSection } from './ResetSection.tsx';
import { WebhooksSection } from './WebhooksSection.tsx';

/** The shown provider's credentials, webhooks and behaviour. */
export function SettingsPanel() {
	const shown = provider.value;
	if (shown === undefined) return null;
	const { id, overview } = shown;
	return (
		<div class="settings" key={id}>
			<h2>Settings of {overview.name}</h2>
			<LostNote />
			<CredentialsSection id={id} overview={overview} />
			<WebhooksSection id={id} overview={overview} />
			<BehaviourSection id={id} overview={overview} />
			<RateLimitSection id={id} overview={overview} />
			<ResetSection />
		</div>
	);
}
