import { useRef } from 'preact/hooks';
import type { Message } from '../../src/model/message.mts';
import { AnchoredPopover } from './AnchoredPopover.tsx';
import { Badges } from './Badges.tsx';
import { bubbleName } from './bubble-name.mts';
import type { Viewer } from './latest.mts';
import { isOpenBubble, openBubble } from './open-bubble.mts';
import { isBigEmoji, quotePart } from './part-text.mts';
import { Picture } from './Picture.tsx';
import { TapbackBar } from './TapbackBar.tsx';
import { WhoTapped } from './WhoTapped.tsx';
import { usePress } from './use-press.mts';

interface BubbleProps {
	provider: string;
	message: Message;
	partIndex: number;
	isMine: boolean;
	hasTail: boolean;
	viewer: Viewer;
	/** A sentence that says why it can't take a tapback now. */
	reasonAgainst: string | undefined;
}

const GAP = 8;
const GAP_OVER_BADGES = 26;

/** One part of a message, with its own tapbacks. */
export function Bubble({ provider, message, partIndex, isMine, hasTail, viewer, reasonAgainst }: BubbleProps) {
	const button = useRef<HTMLButtonElement>(null);
	const isOpen = isOpenBubble(message.id, partIndex);
	const close = () => {
		if (isOpenBubble(message.id, partIndex)) openBubble.value = undefined;
	};
	const press = usePress((how) => (openBubble.value = isOpen && how === 'click' ? undefined : { messageId: message.id, partIndex }));
	const part = message.parts[partIndex];
	if (part === undefined) return null;

	const dialogId = `tapback-${message.id}-${partIndex}`;
	const hasBadges = message.tapbacks.some((tapback) => tapback.partIndex === partIndex);
	const isBig = part.type === 'text' && isBigEmoji(part.text);
	return (
		<div class="bubble-place" data-badges={hasBadges}>
			<button
				ref={button}
				type="button"
				class={`bubble bubble-${part.type}`}
				data-message={message.id}
				data-part={partIndex}
				data-tail={hasTail && part.type === 'text' && !isBig}
				data-big={isBig}
				aria-haspopup="dialog"
				aria-expanded={isOpen}
				aria-controls={isOpen ? dialogId : undefined}
				aria-label={bubbleName(message, { partIndex, reasonAgainst, ...viewer })}
				{...press}
			>
				{part.type === 'text' ? <span class="bubble-words">{part.text}</span> : <Picture url={part.url} />}
				<Badges tapbacks={message.tapbacks} partIndex={partIndex} viewer={viewer} />
			</button>
			{isOpen && (
				<AnchoredPopover
					id={dialogId}
					label={`Tapback on ${quotePart(part)}`}
					anchor={button}
					side={isMine ? 'right' : 'left'}
					gap={hasBadges ? GAP_OVER_BADGES : GAP}
					onClose={close}
				>
					<WhoTapped message={message} partIndex={partIndex} viewer={viewer} />
					{reasonAgainst === undefined && viewer.holder !== undefined ? (
						<TapbackBar
							provider={provider}
							message={message}
							partIndex={partIndex}
							actor={viewer.holder}
							onDone={() => {
								close();
								button.current?.focus();
							}}
						/>
					) : (
						<p class="tapback-reason">{reasonAgainst ?? 'Nobody holds this phone.'}</p>
					)}
				</AnchoredPopover>
			)}
		</div>
	);
}
