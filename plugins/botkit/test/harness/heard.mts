import type { TapbackEvent } from '../../src/index.mts';
import type { TapbackMessage } from '../../src/index.mts';
import type { Bot } from './bots.mts';

/** The events that a bot's handlers received, in order. */
export interface Heard {
	/** `tapback added love`, `tapback_added added love`. */
	lines: string[];
	events: TapbackEvent[];
	messages: TapbackMessage[];
}

/** Listens to all three events; `events` and `messages` hold those of `tapback`. */
export function listen({ controller }: Bot): Heard {
	const heard: Heard = { lines: [], events: [], messages: [] };
	for (const name of ['tapback', 'tapback_added', 'tapback_removed']) {
		controller.on(name, async (_bot, message) => {
			const { tapback } = message;
			if (!tapback) throw new Error('A tapback without an event.');
			heard.lines.push(`${name} ${tapback.action} ${tapback.reaction}`);
			if (name !== 'tapback') return;
			heard.events.push(tapback);
			heard.messages.push({ ...message, tapback });
		});
	}
	return heard;
}
