import { useSignal } from '@preact/signals';
import type { Message } from '../../src/model/message.mts';
import { CLASSIC_GLYPHS, CLASSIC_REACTIONS } from '../../src/model/reaction.mts';
import { Icon } from '../parts/Icon.tsx';
import { callControl } from '../state/control.mts';
import { EmojiPicker } from './EmojiPicker.tsx';
import { Glyph } from './glyphs.tsx';
import { buildTap } from './tap.mts';
import { CLASSIC_TITLES, isSameKind, standingOf, type TapbackKind } from './tapback-kind.mts';

interface TapbackBarProps {
	provider: string;
	message: Message;
	partIndex: number;
	actor: string;
	onDone: () => void;
}

const SIX = CLASSIC_REACTIONS.map((reaction) => ({ title: CLASSIC_TITLES[reaction], kind: { reaction, emoji: CLASSIC_GLYPHS[reaction] } }));
const STICKER: TapbackKind = { reaction: 'sticker', emoji: null };

/** The six, the current emoji, a button for any other emoji, and a sticker. */
export function TapbackBar({ provider, message, partIndex, actor, onDone }: TapbackBarProps) {
	const isPickerOpen = useSignal(false);
	const standing = standingOf(message.tapbacks, { partIndex, actor });
	const tap = (kind: TapbackKind) => {
		void callControl('POST', `/${provider}/reactions`, buildTap({ message, partIndex, actor }, kind));
		onDone();
	};
	const first = standing ?? SIX[0]?.kind;
	const choice = (title: string, kind: TapbackKind) => {
		const isFirst = first !== undefined && isSameKind(first, kind);
		return (
			<button
				key={title}
				type="button"
				class="tapback-choice"
				aria-label={title}
				aria-pressed={standing !== undefined && isSameKind(standing, kind)}
				title={title}
				tabIndex={isFirst ? 0 : -1}
				data-focus-first={isFirst ? true : undefined}
				onClick={() => tap(kind)}
			>
				<Glyph kind={kind} size={24} />
			</button>
		);
	};

	return (
		<>
			<div class="tapback-bar" role="toolbar" aria-label="Tapbacks" onKeyDown={moveWithArrows}>
				<div class="tapback-group">{SIX.map(({ title, kind }) => choice(title, kind))}</div>
				<div class="tapback-group">
					{standing?.reaction === 'emoji' && choice(`Emoji ${standing.emoji ?? ''}`, standing)}
					<button
						type="button"
						class="tapback-choice"
						aria-label="Choose an emoji"
						aria-expanded={isPickerOpen.value}
						title="Choose an emoji"
						tabIndex={-1}
						onClick={() => (isPickerOpen.value = !isPickerOpen.value)}
					>
						<Icon name="smile" size={24} />
					</button>
					{choice('Sticker', STICKER)}
				</div>
			</div>
			{isPickerOpen.value && <EmojiPicker onChoose={(emoji) => tap({ reaction: 'emoji', emoji })} />}
		</>
	);
}

// One stop for the tab key; arrows, Home and End move inside.
function moveWithArrows(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
	const buttons = [...event.currentTarget.querySelectorAll('button')];
	const at = buttons.findIndex((button) => button === document.activeElement);
	const to = targetIndex(event.key, at, buttons.length);
	if (to === undefined) return;
	event.preventDefault();
	buttons.forEach((button, index) => (button.tabIndex = index === to ? 0 : -1));
	buttons[to]?.focus();
}

function targetIndex(key: string, at: number, count: number): number | undefined {
	switch (key) {
		case 'ArrowRight':
			return (at + 1) % count;
		case 'ArrowLeft':
			return (at - 1 + count) % count;
		case 'Home':
			return 0;
		case 'End':
			return count - 1;
		default:
			return undefined;
	}
}
