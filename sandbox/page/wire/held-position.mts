import { signal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

/** Whether there are newer entries above the visible ones. */
export const hasNewAbove = signal(false);

const AT_THE_TOP_PX = 8;

/** Keeps open details at their position while new rows appear above them. `newestId` is the first row's. */
export function useHeldPosition(list: RefObject<HTMLElement | null>, newestId: string | undefined): void {
	// Measured before the list changes.
	const held = list.current === null ? undefined : findOpenInSight(list.current);
	const topBefore = held?.getBoundingClientRect().top;
	const newestBefore = useRef(newestId);

	useLayoutEffect(() => {
		const scroller = scrollerOf(list.current);
		if (!scroller) return;
		if (held?.isConnected && topBefore !== undefined) scroller.scrollTop += held.getBoundingClientRect().top - topBefore;
		if (newestBefore.current !== newestId) hasNewAbove.value = scroller.scrollTop > AT_THE_TOP_PX;
		newestBefore.current = newestId;
	});

	useEffect(() => {
		const scroller = scrollerOf(list.current);
		const look = () => {
			if (scroller && scroller.scrollTop <= AT_THE_TOP_PX) hasNewAbove.value = false;
		};
		scroller?.addEventListener('scroll', look, { passive: true });
		return () => {
			scroller?.removeEventListener('scroll', look);
			hasNewAbove.value = false;
		};
	}, []);
}

/** Shows the newest entry, and focuses it. */
export function showNewest(): void {
	const newest = document.querySelector<HTMLElement>('.wire-row');
	scrollerOf(newest)?.scrollTo({ top: 0 });
	newest?.focus();
}

function scrollerOf(element: HTMLElement | null): Element | undefined {
	return element?.closest('.panel-body') ?? undefined;
}

function findOpenInSight(list: HTMLElement): Element | undefined {
	const { top, bottom } = (scrollerOf(list) ?? list).getBoundingClientRect();
	return Array.from(list.querySelectorAll('[data-open="true"]')).find((entry) => {
		const box = entry.getBoundingClientRect();
		return box.bottom > top && box.top < bottom;
	});
}
