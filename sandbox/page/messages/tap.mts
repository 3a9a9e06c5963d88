import type { Message } from '../../src/model/message.mts';
import { isSameKind, standingOf, type TapbackKind } from './tapback-kind.mts';

/** The target of a tap: a part of a message, and the person who taps. */
export interface Tap {
	message: Pick<Message, 'id' | 'tapbacks'>;
	partIndex: number;
	actor: string;
}

/** Builds the body of `POST /control/:provider/reactions`: the same tapback again removes it, another replaces it. */
export function buildTap({ message, partIndex, actor }: Tap, kind: TapbackKind) {
	const standing = standingOf(message.tapbacks, { partIndex, actor });
	return {
		messageId: message.id,
		partIndex,
		actor,
		action: standing && isSameKind(standing, kind) ? ('remove' as const) : ('add' as const),
		reaction: kind.reaction,
		...(kind.reaction === 'emoji' && kind.emoji !== null ? { emoji: kind.emoji } : {}),
	};
}
