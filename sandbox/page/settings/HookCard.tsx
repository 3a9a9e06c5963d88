import { CopyButton } from '../parts/CopyButton.tsx';
import { state } from '../state/store.mts';
import { isRemote, receiversOf, workflowOf, type Hook } from './hooks.mts';

const FEW_EVENTS = 4;

/** A registered webhook: its workflow, URL, events, owner and secret. */
export function HookCard({ hook: { url, events, owner, secret } }: { hook: Hook }) {
	const { host = null, allowsRemoteDeliveries = false } = state.value?.overview ?? {};
	const workflow = workflowOf(url, receiversOf(host));
	return (
		<li class="card settings-hook">
			{workflow && (
				<p>
					Workflow{' '}
					<a href={workflow.url} target="_blank" rel="noreferrer">
						{workflow.name}
					</a>
				</p>
			)}
			{isRemote(url) && !allowsRemoteDeliveries && <p class="chip chip-warn">Another machine: not delivered</p>}
			<dl>
				<div>
					<dt>URL</dt>
					<dd>
						<code>{url}</code>
						<CopyButton value={url} label="Copy webhook URL" />
					</dd>
				</div>
				<div>
					<dt>Events</dt>
					<dd>
						<HookEvents events={events} />
					</dd>
				</div>
				{owner !== undefined && (
					<div>
						<dt>For</dt>
						<dd>
							<span>{owner}</span>
						</dd>
					</div>
				)}
				<div>
					<dt>Secret</dt>
					<dd>
						{secret === undefined ? (
							<span>None: unsigned</span>
						) : (
							<>
								<code class="settings-secret">{secret}</code>
								<CopyButton value={secret} label="Copy webhook secret" />
							</>
						)}
					</dd>
				</div>
			</dl>
		</li>
	);
}

function HookEvents({ events }: { events: readonly string[] }) {
	if (events.length === 0) return <span>All</span>;
	if (events.length <= FEW_EVENTS) return <span>{events.join(', ')}</span>;
	return (
		<details>
			<summary>{events.length} kinds</summary>
			{events.join(', ')}
		</details>
	);
}
