import type { RefObject } from 'preact';
import { useId, useRef } from 'preact/hooks';
import type { Planned } from '../../src/faults/plans.mts';
import { callControl } from '../state/control.mts';
import { describeLeft, describeMatch } from './armed.mts';
import type { FaultScope } from './fault-choice.mts';

export interface ArmedListProps<Subject extends object, Fault> {
	label: string;
	/** The name of the list in the control API. */
	path: string;
	plans: readonly Planned<Subject, Fault>[];
	scopes: readonly FaultScope<Partial<Subject>>[];
	describe: (fault: Fault) => string;
	/** Gets the focus when nothing is armed any more. */
	focusAfter: RefObject<HTMLElement | null>;
}

/** The armed faults, oldest first, in the order of their use. */
export function ArmedList<Subject extends object, Fault>({
	label,
	path,
	plans,
	scopes,
	describe,
	focusAfter,
}: ArmedListProps<Subject, Fault>) {
	const headingId = useId();
	const heading = useRef<HTMLHeadingElement>(null);
	const disarm = async (planId: string) => {
		(plans.length > 1 ? heading : focusAfter).current?.focus();
		await callControl('DELETE', `${path}/${planId}`);
	};
	if (plans.length === 0) return null;
	return (
		<div class="trouble-armed">
			<h4 id={headingId} ref={heading} tabIndex={-1}>
				{label}
			</h4>
			<ol class="card" aria-labelledby={headingId}>
				{plans.map((plan) => {
					const title = describe(plan.fault);
					return (
						<li key={plan.id}>
							<p>
								{title}
								<span class="soft small">
									{describeMatch(plan.match, scopes)} · {describeLeft(plan)}
								</span>
							</p>
							<button type="button" class="button" aria-label={`Disarm: ${title}`} onClick={() => disarm(plan.id)}>
								Disarm
							</button>
						</li>
					);
				})}
			</ol>
		</div>
	);
}
