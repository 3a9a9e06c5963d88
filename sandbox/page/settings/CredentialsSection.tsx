import { CopyButton } from '../parts/CopyButton.tsx';
import { state } from '../state/store.mts';
import { credentialFields, credentialType } from './credential-fields.mts';
import { Section } from './Section.tsx';
import type { ShownProvider } from './shown-provider.mts';

/** The values for n8n's credential dialog, or for another client. */
export function CredentialsSection({ id, overview }: ShownProvider) {
	const host = state.value?.overview.host;
	return (
		<Section title="Credentials">
			<p class="soft small">
				In n8n, choose Credentials → Add → “{credentialType(overview.name)}” and paste these values. Any other client needs the same.
				{host && ` The ${host.name} beside this sandbox has them already, as “${overview.name} (sandbox)”.`}
			</p>
			<dl class="settings-values card">
				{credentialFields(id, overview).map(({ label, value }) => (
					<div key={label}>
						<dt>{label}</dt>
						<dd>
							<code>{value}</code>
							<CopyButton value={value} label={`Copy ${label}`} />
						</dd>
					</div>
				))}
			</dl>
		</Section>
	);
}
