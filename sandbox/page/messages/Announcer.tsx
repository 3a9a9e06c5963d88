import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Message } from '../../src/model/message.mts';
import { messages } from '../state/store.mts';
import { callerName } from './caller.mts';
import { announce } from './announcement.mts';

const MOST_LINES = 5;

/** Announces to a screen reader what the agent does in the shown conversation. `place` names the conversation. */
export function Announcer({ place }: { place: string }) {
	const seen = useRef<{ place: string; messages: readonly Message[] } | undefined>(undefined);
	const lines = useSignal<readonly { id: number; text: string }[]>([]);
	const lastId = useRef(0);
	const shown = messages.value;
	useEffect(() => {
		const before = seen.current?.place === place ? seen.current.messages : shown;
		seen.current = { place, messages: shown };
		const news = announce(before, shown, callerName).map((text) => ({ id: ++lastId.current, text }));
		if (news.length > 0) lines.value = [...lines.value, ...news].slice(-MOST_LINES);
	}, [place, shown]);
	return (
		<div class="visually-hidden" role="log" aria-live="polite" aria-label="What the agent did">
			{lines.value.map(({ id, text }) => (
				<p key={id}>{text}</p>
			))}
		</div>
	);
}
