import { Fragment, type ComponentChildren } from 'preact';
import type { AskingWorkflow } from '../../src/model/host-status.mts';
import { Icon } from '../parts/Icon.tsx';
import { panel, panelState, tour, view } from '../state/preferences.mts';
import { provider, state } from '../state/store.mts';
import { listeningWorkflows } from './HostChip.tsx';
import { stepsDone } from './steps-done.mts';

/** Three first steps for a visitor, and one more if a workflow can ask. When all are done, one line remains. */
export function Tour() {
	if (tour.value === 'seen') return null;
	const showWire = () => {
		panel.value = 'wire';
		panelState.value = 'open';
		view.value = 'panel';
	};
	const forms = (state.value?.overview.host?.asking ?? []).flatMap(formOf);
	const done = stepsDone(state.value);
	const first = forms.length > 0 ? 2 : 1;
	const isAllDone = (forms.length === 0 || done.asked) && done.tapped && done.delivered && done.answered;
	return (
		<section class="tour card" aria-labelledby="tour-title">
			<div class="tour-head">
				<h2 id="tour-title">This is your customer’s phone</h2>
				<button
					type="button"
					class="button button-plain button-icon"
					aria-label="Close the first steps"
					onClick={() => (tour.value = 'seen')}
				>
					<Icon name="close" size={16} />
				</button>
			</div>
			{isAllDone ? (
				<p class="tour-done small">✓ You have done the first steps.</p>
			) : (
				<ol>
					{forms.length > 0 && (
						<Step number={1} title="Let a workflow ask you." isDone={done.asked}>
							Send the form of <Forms forms={forms} />: the question appears here. Tap it, and answer with 👍 or 👎.
						</Step>
					)}
					<Step number={first} title="Tap a bubble." isDone={done.tapped}>
						Choose ❓, 👍 or any emoji, as the customer would. Tap the same one again to remove it.
					</Step>
					<Step number={first + 1} title="See what your workflow gets." isDone={done.delivered}>
						The provider sends a signed webhook. See it under{' '}
						<button type="button" class="link" onClick={showWire}>
							Wire
						</button>
						.
					</Step>
					<Step number={first + 2} title="Watch it answer." isDone={done.answered}>
						<Answering />
					</Step>
				</ol>
			)}
		</section>
	);
}

interface StepProps {
	/** A narrow window shows one step at a time. */
	number: number;
	title: string;
	isDone: boolean;
	children: ComponentChildren;
}

/** A completed step shows only its title. */
function Step({ number, title, isDone, children }: StepProps) {
	return (
		<li value={number} data-done={isDone}>
			<strong>{title}</strong> {isDone ? <span class="tour-done">✓ Done</span> : <span class="tour-more">{children}</span>}
		</li>
	);
}

interface Form {
	name: string;
	formUrl: string;
}

function formOf({ name, formUrl }: AskingWorkflow): Form[] {
	return formUrl === null ? [] : [{ name, formUrl }];
}

function Forms({ forms }: { forms: readonly Form[] }) {
	return (
		<>
			{forms.map(({ name, formUrl }, index) => (
				<Fragment key={formUrl}>
					{index > 0 && ' or '}
					<a href={formUrl} target="_blank" rel="noreferrer">
						{name}
					</a>
				</Fragment>
			))}
		</>
	);
}

function Answering() {
	const { host, providers = {} } = state.value?.overview ?? {};
	if (!host) return <>Point your workflow or bot at this address (Settings → Credentials): its tapbacks appear by themselves.</>;
	if (host.state !== 'up') return <>The workflows in {host.name} do, as soon as it is up: look at the top.</>;
	const elsewhere = Object.values(providers).filter((candidate) => listeningWorkflows([candidate]).length > 0);
	if (elsewhere.length === 0) {
		return <>Publish a workflow with an Inbound Tapback trigger in {host.name}: its tapbacks appear by themselves.</>;
	}
	const shown = provider.value?.overview;
	const listening = shown === undefined ? [] : listeningWorkflows([shown]);
	if (listening.length === 0) {
		return (
			<>
				No workflow in {host.name} listens to {shown?.name}. Choose {elsewhere.map(({ name }) => name).join(' or ')}, or publish one that
				does.
			</>
		);
	}
	return (
		<>
			In {host.name}, {listening.length === 1 ? 'this one listens' : 'these listen'} to {shown?.name}:{' '}
			{listening.map(({ id, name, url }, index) => (
				<Fragment key={id}>
					{index > 0 && ', '}
					<a href={url} target="_blank" rel="noreferrer">
						{name}
					</a>
				</Fragment>
			))}
			. Their tapbacks appear on the bubble by themselves.
		</>
	);
}
