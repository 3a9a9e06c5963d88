import { callControl, notify } from '../state/control.mts';
import { state } from '../state/store.mts';
import { Confirmation } from './Confirmation.tsx';
import { Section } from './Section.tsx';

/** Back to the seeded conversations of all providers. */
export function ResetSection() {
	const { providers = {}, host = null } = state.value?.overview ?? {};
	const names = Object.values(providers).map(({ name }) => name);
	const published = host?.workflows.filter(({ isActive }) => isActive).length ?? 0;
	const reset = async () => {
		if ((await callControl('POST', '/reset')) === undefined) return;
		notify(
			'done',
			'The sandbox is as it was at its start. Workflows must register their webhooks again: those of npm start do so by themselves; unpublish the others and publish them again.',
		);
	};
	return (
		<Section title="Reset">
			<p class="soft small">Back to the conversations of the start, for all providers: {names.join(', ')}.</p>
			<Confirmation action="Reset the sandbox" question="Reset all providers?" confirm="Reset" onConfirm={reset}>
				<p>This is lost for good:</p>
				<ul class="settings-losses">
					<li>messages and tapbacks since the start</li>
					<li>
						webhooks: {published === 0 ? 'workflows' : `the ${published === 1 ? 'published workflow' : `${published} published workflows`}`}{' '}
						must register again. Those of npm start do so by themselves; unpublish the others and publish them again
					</li>
					<li>changes under Behaviour, rate limits, and faults armed under Misbehave</li>
					<li>the list under Wire</li>
				</ul>
			</Confirmation>
		</Section>
	);
}
