import { useSignal } from '@preact/signals';
import type { ComponentChildren, RefObject } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';

export interface ConfirmationProps {
	/** The text of the first button. */
	action: string;
	question: string;
	/** The text of the button that confirms. */
	confirm: string;
	onConfirm: () => unknown;
	/** The element that gets the focus if the first button is gone afterwards. Default: the first button. */
	focusAfter?: RefObject<HTMLElement | null>;
	/** The consequences. */
	children: ComponentChildren;
}

/** A button that asks, in place, before an action that can't be undone. */
export function Confirmation({ action, question, confirm, onConfirm, focusAfter, children }: ConfirmationProps) {
	const id = useId();
	const isAsking = useSignal(false);
	const trigger = useRef<HTMLButtonElement>(null);
	const group = useRef<HTMLDivElement>(null);

	useLayoutEffect(() => {
		if (isAsking.value) group.current?.focus();
	}, [isAsking.value]);

	const close = (next: HTMLElement | null) => {
		isAsking.value = false;
		next?.focus();
	};

	return (
		<>
			<button
				ref={trigger}
				type="button"
				class="button settings-danger"
				aria-expanded={isAsking.value}
				onClick={() => (isAsking.value = !isAsking.value)}
			>
				{action}
			</button>
			{isAsking.value && (
				<div
					ref={group}
					class="settings-confirm"
					role="group"
					tabIndex={-1}
					aria-labelledby={`${id}-question`}
					aria-describedby={`${id}-loss`}
					onKeyDown={({ key }) => key === 'Escape' && close(trigger.current)}
				>
					<h4 id={`${id}-question`}>{question}</h4>
					<div id={`${id}-loss`} class="small">
						{children}
					</div>
					<div class="settings-actions">
						<button
							type="button"
							class="button settings-danger-fill"
							onClick={() => {
								close(focusAfter?.current ?? trigger.current);
								onConfirm();
							}}
						>
							{confirm}
						</button>
						<button type="button" class="button" onClick={() => close(trigger.current)}>
							Cancel
						</button>
					</div>
				</div>
			)}
		</>
	);
}
