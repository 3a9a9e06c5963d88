import type { PageState } from '../state/page-state.mts';

/** The completed first steps. */
export interface StepsDone {
	/** A workflow sent a question. */
	asked: boolean;
	tapped: boolean;
	delivered: boolean;
	/** A workflow tapped back. */
	answered: boolean;
}

/** The completed first steps, according to messages, tapbacks and deliveries. */
export function stepsDone(state: PageState | undefined): StepsDone {
	const tapbacks = Object.values(state?.messages ?? {}).flatMap((messages) => messages.flatMap((message) => message.tapbacks));
	return {
		asked: (state?.requests ?? []).some(({ effect }) => effect?.event === 'message'),
		tapped: tapbacks.some(({ from }) => from === 'human'),
		delivered: (state?.deliveries ?? []).some(({ about, state: how }) => about?.from === 'human' && how === 'delivered'),
		answered: tapbacks.some(({ from }) => from === 'agent'),
	};
}
