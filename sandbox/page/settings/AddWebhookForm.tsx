import { useSignal } from '@preact/signals';
import { callControl } from '../state/control.mts';
import { state } from '../state/store.mts';
import { Field } from './Field.tsx';
import { focusFirstWrong } from './focus-wrong.mts';
import type { ShownProvider } from './shown-provider.mts';
import { addingNote, cautionFor, refuseUrl } from './webhook-input.mts';

/** Registers a webhook by its address, as another client would. */
export function AddWebhookForm({ id }: Pick<ShownProvider, 'id'>) {
	const url = useSignal('');
	const secret = useSignal('');
	const error = useSignal<string | undefined>(undefined);
	const isAdded = useSignal(false);
	const takesSecret = id === 'sendblue';

	const add = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
		event.preventDefault();
		isAdded.value = false;
		error.value = refuseUrl(url.value.trim());
		if (error.value !== undefined) return focusFirstWrong(event.currentTarget);
		const chosen = secret.value === '' ? {} : { secret: secret.value };
		if ((await callControl('POST', `/${id}/webhooks`, { url: url.value.trim(), ...chosen })) === undefined) return;
		url.value = '';
		secret.value = '';
		isAdded.value = true;
	};

	const hint = [cautionFor(url.value.trim(), state.value?.overview.allowsRemoteDeliveries ?? false), addingNote(id)];
	return (
		<form class="settings-form" noValidate aria-label="Add a webhook" onSubmit={add}>
			<Field label="Webhook URL" error={error.value} hint={hint.filter((part) => part !== undefined).join(' ') || undefined}>
				{(control) => (
					<input
						{...control}
						class="input"
						type="url"
						required
						autocomplete="off"
						placeholder="http://127.0.0.1:5678/webhook/…"
						value={url.value}
						onInput={({ currentTarget }) => {
							url.value = currentTarget.value;
							error.value = undefined;
						}}
					/>
				)}
			</Field>
			{takesSecret && (
				<Field label="Secret (optional)" hint="You choose it. Without a secret, webhooks carry no proof of their sender.">
					{(control) => (
						<input
							{...control}
							class="input"
							autocomplete="off"
							value={secret.value}
							onInput={({ currentTarget }) => (secret.value = currentTarget.value)}
						/>
					)}
				</Field>
			)}
			<button type="submit" class="button">
				Add webhook
			</button>
			<span class="visually-hidden" role="status">
				{isAdded.value ? 'Registered' : ''}
			</span>
		</form>
	);
}
