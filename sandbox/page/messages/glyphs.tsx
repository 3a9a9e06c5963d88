import type { ComponentChildren } from 'preact';
import type { ClassicReaction } from '../../src/model/reaction.mts';
import type { TapbackKind } from './tapback-kind.mts';

const THUMB =
	'M3.600 10.800h2.300c.6 0 1 .4 1 1v7.600c0 .6-.4 1-1 1H3.600c-.6 0-1-.4-1-1v-7.600c0-.6.4-1 1-1zM8.600 11.300l3.500-7.100c.4-.9 1.300-1.300 2.200-1 1.300.4 2 1.700 1.700 3l-.8 3.200h4.300c1.300 0 2.200 1.200 1.900 2.400l-1.800 6.900c-.3 1-1.200 1.700-2.200 1.700h-6.200c-1.400 0-2.600-1.200-2.600-2.600z';

/** Our own drawings of the six, 24 × 24, in the colour of the text. */
const CLASSICS: Readonly<Record<ClassicReaction, ComponentChildren>> = {
	love: (
		<path d="M12 20.800c-.3 0-.6-.1-.9-.3C6.500 17.300 2.500 13.700 2.500 9.100 2.500 6 4.800 3.700 7.600 3.700c1.800 0 3.400.9 4.400 2.500 1-1.600 2.600-2.500 4.400-2.500 2.800 0 5.100 2.300 5.100 5.400 0 4.600-4 8.200-8.600 11.400-.3.2-.6.3-.9.3z" />
	),
	like: <path d={THUMB} />,
	dislike: <path d={THUMB} transform="rotate(180 12 12)" />,
	laugh: (
		<g fill="none" stroke="currentColor" stroke-width="2.200" stroke-linecap="round" stroke-linejoin="round" transform="rotate(-7 12 12)">
			<path d="M2.600 3.600v7M7.400 3.600v7M2.600 7.100h4.800M10.600 10.600l2.900-7 2.900 7M11.700 8.500h3.600" />
			<path d="M7.600 13.600v7M12.400 13.600v7M7.600 17.100h4.800M15.600 20.600l2.900-7 2.900 7M16.700 18.500h3.600" />
		</g>
	),
	emphasize: (
		<g transform="rotate(6 12 12)">
			<path d="M6 3.200h3.600c.5 0 .9.4.8.9l-.9 9.300c0 .4-.4.700-.8.700H6.900c-.4 0-.8-.3-.8-.7l-.9-9.300c-.1-.5.3-.9.8-.9z" />
			<path d="M14.400 3.200H18c.5 0 .9.4.8.9l-.9 9.300c0 .4-.4.700-.8.700h-1.800c-.4 0-.8-.3-.8-.7l-.9-9.300c-.1-.5.3-.9.8-.9z" />
			<circle cx="7.800" cy="18.500" r="2.100" />
			<circle cx="16.200" cy="18.500" r="2.100" />
		</g>
	),
	question: (
		<g>
			<path
				d="M7.300 8.100c.2-2.700 2.200-4.300 4.900-4.300s4.800 1.600 4.800 4.100c0 3.400-4.600 3.700-4.800 7"
				fill="none"
				stroke="currentColor"
				stroke-width="3"
				stroke-linecap="round"
			/>
			<circle cx="12.200" cy="19.400" r="2" />
		</g>
	),
};

const STICKER = (
	<g>
		<path
			d="M6.500 2.500h11a4 4 0 0 1 4 4v6.700h-4.300a4 4 0 0 0-4 4v4.300H6.500a4 4 0 0 1-4-4v-11a4 4 0 0 1 4-4zM8.400 7.600a1.400 1.700 0 1 0 0 3.400 1.400 1.700 0 0 0 0-3.400zm6.800 0a1.400 1.700 0 1 0 0 3.400 1.400 1.700 0 0 0 0-3.400zM7.200 13.400c.7 1.900 2 3.100 3.900 3.400.1-.7.3-1.400.7-2-1.200-.1-2.200-.8-2.900-1.900-.6-.9-2-.400-1.700.500z"
			fill-rule="evenodd"
		/>
		<path d="M20.900 15.200 15.200 20.900v-3.700a2 2 0 0 1 2-2z" />
	</g>
);

/** The picture of a tapback: the six and a sticker are drawn, an emoji is text. Hidden from screen readers. */
export function Glyph({ kind: { reaction, emoji }, size = 20 }: { kind: TapbackKind; size?: number }) {
	if (reaction === 'emoji') {
		return (
			<span class="glyph-emoji" style={{ fontSize: `${size}px` }} aria-hidden="true">
				{emoji}
			</span>
		);
	}
	return (
		<svg class="glyph" data-reaction={reaction} width={size} height={size} viewBox="0 0 24 24" fill="currentColor" aria-hidden="true">
			{reaction === 'sticker' ? STICKER : CLASSICS[reaction]}
		</svg>
	);
}
