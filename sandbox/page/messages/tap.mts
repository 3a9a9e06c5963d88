import type { Message } from '../../src/model/message.mts';
import { isSameKind, standingOf, type TapbackKind } from './tapback-kind.mts';

/** Where a finger lands: a part of a message, and whose finger it is. */
export interface Tap {
	message: Pick<Message, 'id' | 'tapbacks'>;
	partIndex: number;
	actor: string;
}

/** Builds the body of `POST /control/:provider/reactions`: the same again takes it back, another replaces. */
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
