import { keep, type Kept } from '../../persistence/stored.mts';
import { count, flag, listOf, nullOr, objectOf, text } from '../../persistence/shape.mts';
import type { Hook, TucoState } from './state.mts';

const hook = objectOf<Hook>({
	id: text,
	secret: text,
	url: text,
	events: listOf(text),
	name: text,
	description: nullOr(text),
	isActive: flag,
	lastTriggeredAt: nullOr(text),
	lastSuccessAt: nullOr(text),
	lastFailureAt: nullOr(text),
	failureCount: count,
	createdAt: text,
	updatedAt: text,
});

/** Tuco's stored state: the webhooks with their secrets and statistics, but not the used part of the limit on reactions. */
export function tucoKept(state: TucoState): Kept {
	return keep(objectOf<Pick<TucoState, 'hooks'>>({ hooks: listOf(hook) }), {
		save: () => ({ hooks: state.hooks }),
		restore({ hooks }) {
			state.hooks = hooks;
		},
	});
}
