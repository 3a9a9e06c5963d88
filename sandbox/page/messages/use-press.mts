import { useRef } from 'preact/hooks';

const HOLD_MS = 450;
const SLIP_PX = 10;

/** Handlers for a bubble: a click, a tap and a long press all press it once. */
export function usePress(press: (how: 'click' | 'hold') => void) {
	const hold = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number } | undefined>(undefined);
	const wasHeld = useRef(false);
	const release = () => {
		clearTimeout(hold.current?.timer);
		hold.current = undefined;
	};
	return {
		onClick: () => {
			if (!wasHeld.current) press('click');
			wasHeld.current = false;
		},
		onPointerDown: ({ pointerType, clientX, clientY }: PointerEvent) => {
			wasHeld.current = false;
			if (pointerType === 'mouse') return;
			const timer = setTimeout(() => {
				wasHeld.current = true;
				press('hold');
			}, HOLD_MS);
			hold.current = { timer, x: clientX, y: clientY };
		},
		onPointerMove: ({ clientX, clientY }: PointerEvent) => {
			if (hold.current && Math.hypot(clientX - hold.current.x, clientY - hold.current.y) > SLIP_PX) release();
		},
		onPointerUp: release,
		onPointerCancel: release,
		// The browser's menu for a long press.
		onContextMenu: (event: MouseEvent) => {
			if (hold.current || wasHeld.current) event.preventDefault();
		},
	};
}
