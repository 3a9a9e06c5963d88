import { useRef } from 'preact/hooks';
import { callControl } from '../state/control.mts';
import { armedCount } from './armed-state.mts';
import type { ShownProvider } from './shown-provider.mts';

/** Says whether faults are armed, and disarms all of them. */
export function ArmedSummary({ id, overview }: ShownProvider) {
	const summary = useRef<HTMLParagraphElement>(null);
	const count = armedCount.value;
	const disarmAll = async () => {
		summary.current?.focus();
		await Promise.all([callControl('DELETE', `/${id}/faults`), callControl('DELETE', `/${id}/delivery-faults`)]);
	};
	return (
		<div class="trouble-summary" data-armed={count > 0}>
			<p ref={summary} role="status" tabIndex={-1}>
				{count === 0 && `Nothing is armed: ${overview.name} works as usual.`}
				{count === 1 && 'One fault is armed.'}
				{count > 1 && `${count} faults are armed.`}
			</p>
			{count > 0 && (
				<button type="button" class="button" onClick={disarmAll}>
					Disarm all
				</button>
			)}
		</div>
	);
}
