import type { ComponentChildren, Ref } from 'preact';
import { useId } from 'preact/hooks';

export interface SectionProps {
	title: string;
	/** Gets the focus when the focused element is gone. */
	headingRef?: Ref<HTMLHeadingElement>;
	children: ComponentChildren;
}

/** A part of a panel with its heading. */
export function Section({ title, headingRef, children }: SectionProps) {
	const id = useId();
	return (
		<section class="settings-section" aria-labelledby={id}>
			<h3 id={id} ref={headingRef} tabIndex={-1}>
				{title}
			</h3>
			{children}
		</section>
	);
}
