import { useRef } from 'preact/hooks';
import { callControl } from '../state/control.mts';
import { state } from '../state/store.mts';
import { AddWebhookForm } from './AddWebhookForm.tsx';
import { Confirmation } from './Confirmation.tsx';
import { HookCard } from './HookCard.tsx';
import { readHooks } from './hooks.mts';
import { Section } from './Section.tsx';
import type { ShownProvider } from './shown-provider.mts';

/** The registered webhooks of the provider. */
export function WebhooksSection({ id, overview }: ShownProvider) {
	const heading = useRef<HTMLHeadingElement>(null);
	const { allowsRemoteDeliveries = false } = state.value?.overview ?? {};
	const hooks = readHooks(overview);
	return (
		<Section title="Webhooks" headingRef={heading}>
			<p class="soft small">
				{allowsRemoteDeliveries ? (
					'The sandbox delivers to this machine and to others.'
				) : (
					<>
						The sandbox delivers to this machine only. Start it with <code>--allow-remote-deliveries</code> to reach others.
					</>
				)}
			</p>
			<div class={hooks.length === 0 ? 'settings-empty' : ''}>
				<p role="status">{countInWords(hooks.length)}</p>
				{hooks.length === 0 && (
					<p class="soft small">
						Nothing receives the events of the phone. Publish a workflow with Inbound Tapback and a {overview.name} credential: it registers
						its own webhook. Or add an address here.
					</p>
				)}
			</div>
			<ul class="settings-hooks" aria-label="Registered webhooks">
				{hooks.map((hook, index) => (
					<HookCard key={`${hook.url} ${index}`} hook={hook} />
				))}
			</ul>
			<AddWebhookForm id={id} />
			{hooks.length > 0 && (
				<Confirmation
					action={hooks.length === 1 ? 'Remove the webhook' : 'Remove all webhooks'}
					question={hooks.length === 1 ? 'Remove the webhook?' : `Remove all ${hooks.length} webhooks?`}
					confirm="Remove"
					focusAfter={heading}
					onConfirm={() => callControl('DELETE', `/${id}/webhooks`)}
				>
					<p>Workflows receive nothing more from {overview.name} until they are unpublished and published again.</p>
				</Confirmation>
			)}
		</Section>
	);
}

function countInWords(count: number): string {
	if (count === 0) return 'No webhook is registered.';
	return count === 1 ? 'One webhook is registered.' : `${count} webhooks are registered.`;
}
