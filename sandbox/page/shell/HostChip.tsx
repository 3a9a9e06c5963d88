import type { ComponentChildren } from 'preact';
import type { ProviderOverview } from '../../src/control/overview.mts';
import type { AskingWorkflow, HostStatus, HostWorkflow } from '../../src/model/host-status.mts';
import { readHooks, workflowOf } from '../settings/hooks.mts';
import { state } from '../state/store.mts';

/** Whether n8n is up, and which of its workflows listen. */
export function HostChip() {
	const host = state.value?.overview.host;
	if (!host) return null;
	switch (host.state) {
		case 'starting':
			return <Chip tone="warn" title={`${host.name} is starting`} detail={host.detail} />;
		case 'down':
			return <Chip tone="bad" title={`${host.name} is down`} detail={host.detail} />;
		case 'up':
			return <UpChip host={host} />;
	}
}

/** The workflows with a webhook at one of these providers, which a tapback starts. */
export function listeningWorkflows(providers: readonly ProviderOverview[]): HostWorkflow[] {
	const active = (state.value?.overview.host?.workflows ?? []).filter(({ isActive }) => isActive);
	const reached = new Set(providers.flatMap((overview) => readHooks(overview).map(({ url }) => workflowOf(url, active))));
	return active.filter((workflow) => reached.has(workflow));
}

function UpChip({ host }: { host: HostStatus }) {
	const listening = listeningWorkflows(Object.values(state.value?.overview.providers ?? {}));
	const count = listening.length === 1 ? '1 workflow listens' : `${listening.length} workflows listen`;
	const onlyAsks = host.workflows.length === 0 && host.asking.length > 0;
	const isLost = host.workflows.some((workflow) => workflow.isActive && !listening.includes(workflow));
	return (
		<Chip tone={isLost ? 'warn' : 'good'} title={onlyAsks ? `${host.name} is up` : `${host.name} is up · ${count}`} detail={host.detail}>
			{host.workflows.length === 0 && !onlyAsks && host.detail === null && (
				<p class="soft">No workflow has an Inbound Tapback trigger yet.</p>
			)}
			<ul>
				{host.workflows.map((workflow) => (
					<li key={workflow.id}>
						<a href={workflow.url} target="_blank" rel="noreferrer">
							{workflow.name}
						</a>{' '}
						<Listening workflow={workflow} isListening={listening.includes(workflow)} />
					</li>
				))}
				{askingBeside(host).map(({ name, url, formUrl }) => (
					<li key={url}>
						<a href={url} target="_blank" rel="noreferrer">
							{name}
						</a>{' '}
						{formUrl === null ? (
							<span class="chip">asks</span>
						) : (
							<a class="chip" href={formUrl} target="_blank" rel="noreferrer">
								form
							</a>
						)}
					</li>
				))}
			</ul>
			{isLost && <p class="soft">If the webhook is gone, unpublish the workflow and publish it again.</p>}
			{host.url !== null && (
				<p>
					<a href={host.url} target="_blank" rel="noreferrer">
						Open {host.name}
					</a>
				</p>
			)}
		</Chip>
	);
}

/** A workflow that is listed as listening is named again only for its form. */
function askingBeside({ workflows, asking }: HostStatus): AskingWorkflow[] {
	return asking.filter(({ url, formUrl }) => formUrl !== null || !workflows.some((workflow) => workflow.url === url));
}

function Listening({ workflow, isListening }: { workflow: HostWorkflow; isListening: boolean }) {
	if (isListening) return <span class="chip chip-good">listens</span>;
	if (workflow.isActive) return <span class="chip chip-warn">webhook gone</span>;
	return <span class="chip">does not listen</span>;
}

interface ChipProps {
	tone: 'good' | 'warn' | 'bad';
	title: string;
	detail: string | null;
	children?: ComponentChildren;
}

function Chip({ tone, title, detail, children }: ChipProps) {
	return (
		<details class="host">
			<summary class={`chip chip-${tone}`}>
				<span class="dot" />
				<span role="status">{title}</span>
				{detail !== null && <span class="host-detail">· {detail}</span>}
			</summary>
			<div class="card host-card">
				{detail !== null && <p>{detail}</p>}
				{children}
			</div>
		</details>
	);
}
