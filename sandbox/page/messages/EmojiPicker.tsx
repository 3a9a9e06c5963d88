import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

/** Built with the page, so that nothing is loaded from the internet. */
const EMOJI_DATA = '/assets/emoji.json';

/** Every emoji with a search, loaded when it is first opened. */
export function EmojiPicker({ onChoose }: { onChoose: (emoji: string) => void }) {
	const frame = useRef<HTMLDivElement>(null);
	const choose = useRef(onChoose);
	choose.current = onChoose;
	const progress = useSignal<'loading' | 'ready' | 'failed'>('loading');

	useEffect(() => {
		let isGone = false;
		const open = async () => {
			const { default: Picker } = await import('emoji-picker-element/picker.js');
			if (isGone) return;
			const picker = new Picker({ dataSource: EMOJI_DATA });
			picker.addEventListener('emoji-click', ({ detail: { unicode } }) => unicode !== undefined && choose.current(unicode));
			frame.current?.append(picker);
			progress.value = 'ready';
			// On a touch screen the focus would open the keyboard over the emoji.
			if (matchMedia('(pointer: fine)').matches) picker.shadowRoot?.querySelector('input')?.focus({ preventScroll: true });
		};
		open().catch(() => (progress.value = 'failed'));
		return () => {
			isGone = true;
		};
	}, []);

	return (
		<div class="emoji-card" ref={frame}>
			{progress.value === 'loading' && <p class="emoji-note">Loading the emoji …</p>}
			{progress.value === 'failed' && (
				<p class="emoji-note" role="alert">
					The emoji did not load. Is the sandbox still running?
				</p>
			)}
		</div>
	);
}
