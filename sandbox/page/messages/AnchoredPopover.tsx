import type { ComponentChildren, RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { placeBar, type Box } from './placement.mts';

interface AnchoredPopoverProps {
	id: string;
	label: string;
	anchor: RefObject<HTMLElement | null>;
	side: 'left' | 'right';
	/** Between the anchor and the popover, in CSS pixels. */
	gap: number;
	onClose: () => void;
	children: ComponentChildren;
}

/**
 * A dialog beside its anchor, above everything and inside the window. The focus moves to the element with `data-focus-first`, or to
 * the dialog. Escape closes the dialog and returns the focus. A press or a focus outside closes the dialog.
 */
export function AnchoredPopover({ id, label, anchor, side, gap, onClose, children }: AnchoredPopoverProps) {
	const dialog = useRef<HTMLDivElement>(null);
	const close = useRef(onClose);
	close.current = onClose;

	useLayoutEffect(() => {
		const box = dialog.current;
		const button = anchor.current;
		if (!box || !button) return;
		const isInside = (target: EventTarget | null) => target instanceof Node && (box.contains(target) || button.contains(target));
		const place = () => {
			const { left, top, isAbove } = placeBar({
				anchor: button.getBoundingClientRect(),
				bar: { width: box.offsetWidth, height: box.offsetHeight },
				window: visibleWindow(),
				side,
				gap,
			});
			box.style.left = `${left}px`;
			box.style.top = `${top}px`;
			box.dataset.place = isAbove ? 'above' : 'below';
		};
		const closeOutside = (event: Event) => {
			if (!isInside(event.target)) close.current();
		};
		box.showPopover();
		place();
		(box.querySelector<HTMLElement>('[data-focus-first]') ?? box).focus({ preventScroll: true });

		const resized = new ResizeObserver(place);
		resized.observe(box);
		resized.observe(button);
		const stop = new AbortController();
		const { signal } = stop;
		document.addEventListener('pointerdown', closeOutside, { capture: true, signal });
		box.addEventListener('focusout', ({ relatedTarget }) => relatedTarget !== null && !isInside(relatedTarget) && close.current(), {
			signal,
		});
		addEventListener('scroll', place, { capture: true, passive: true, signal });
		addEventListener('resize', place, { signal });
		visualViewport?.addEventListener('resize', place, { signal });
		visualViewport?.addEventListener('scroll', place, { signal });
		return () => {
			resized.disconnect();
			stop.abort();
			close.current();
		};
	}, []);

	const closeOnEscape = (event: KeyboardEvent) => {
		if (event.key !== 'Escape') return;
		event.preventDefault();
		event.stopPropagation();
		onClose();
		anchor.current?.focus();
	};

	return (
		<div
			ref={dialog}
			class="anchored"
			data-side={side}
			id={id}
			popover="manual"
			role="dialog"
			aria-label={label}
			tabIndex={-1}
			onKeyDown={closeOnEscape}
		>
			{children}
		</div>
	);
}

// The part of the window that an on-screen keyboard doesn't cover.
function visibleWindow(): Box {
	if (!visualViewport) return { left: 0, top: 0, width: innerWidth, height: innerHeight };
	const { offsetLeft, offsetTop, width, height } = visualViewport;
	return { left: offsetLeft, top: offsetTop, width, height };
}
