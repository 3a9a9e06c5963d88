/** A rectangle of the window, in CSS pixels. */
export interface Box {
	left: number;
	top: number;
	width: number;
	height: number;
}

/** The rectangles: `bar` is placed at `anchor`, inside `window`. */
export interface Placing {
	anchor: Box;
	bar: Pick<Box, 'width' | 'height'>;
	window: Box;
	/** The side of the anchor that the bar is flush with. */
	side: 'left' | 'right';
	gap: number;
}

const MARGIN = 8;

/** Places the bar above its anchor, or below if it doesn't fit above, and always inside the window. */
export function placeBar({ anchor, bar, window, side, gap }: Placing): { left: number; top: number; isAbove: boolean } {
	const flush = side === 'left' ? anchor.left : anchor.left + anchor.width - bar.width;
	const left = clamp(flush, window.left + MARGIN, window.left + window.width - bar.width - MARGIN);
	const above = anchor.top - gap - bar.height;
	const below = anchor.top + anchor.height + gap;
	const lowest = window.top + window.height - bar.height - MARGIN;
	const isAbove = above >= window.top + MARGIN || below > lowest;
	return { left, top: clamp(isAbove ? above : below, window.top + MARGIN, lowest), isAbove };
}

function clamp(value: number, least: number, most: number): number {
	return Math.max(least, Math.min(value, most));
}
