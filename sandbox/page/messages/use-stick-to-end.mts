import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

const NEAR_END_PX = 40;

/** Keeps the end of a scrolled content visible while the reader is at the end. A new `key` begins at the end. */
export function useStickToEnd(scroller: RefObject<HTMLElement | null>, content: RefObject<HTMLElement | null>, key: string): void {
	const isAtEnd = useRef(true);
	useLayoutEffect(() => {
		const [box, inner] = [scroller.current, content.current];
		if (!box || !inner) return;
		isAtEnd.current = true;
		const goToEnd = () => {
			if (isAtEnd.current) box.scrollTop = box.scrollHeight;
		};
		let lastTop = 0;
		// Only scrolling up leaves the end. Content that grows below during a scroll event doesn't.
		const note = () => {
			const isNearEnd = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END_PX;
			if (isNearEnd || box.scrollTop < lastTop) isAtEnd.current = isNearEnd;
			lastTop = box.scrollTop;
		};
		goToEnd();
		// Pictures grow when they are loaded, the window when the keyboard closes.
		const resized = new ResizeObserver(goToEnd);
		resized.observe(box);
		resized.observe(inner);
		box.addEventListener('scroll', note, { passive: true });
		return () => {
			resized.disconnect();
			box.removeEventListener('scroll', note);
		};
	}, [key]);
}
