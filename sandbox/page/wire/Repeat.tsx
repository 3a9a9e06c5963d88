import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { Delivery } from '../../src/deliveries/delivery.mts';
import type { Forgery } from '../../src/model/delivery-event.mts';
import { Icon } from '../parts/Icon.tsx';
import { askControl } from '../state/control.mts';
import { FORGERY_TEXTS, forgeryTitle, whyUnnoticed } from './forgeries.mts';
import { judgeAnswer, type Verdict } from './verdict.mts';

/** Sends a delivery again, unchanged or tampered with, and shows the receiver's answer. */
export function Repeat({ delivery }: { delivery: Delivery }) {
	const listId = useId();
	const isChoosing = useSignal(false);
	const last = useSignal<Repetition | undefined>(undefined);

	const repeat = async (forgery?: Forgery) => {
		if (last.value?.verdict === 'sending') return;
		last.value = { forgery, verdict: 'sending' };
		const reply = await askControl('POST', `/deliveries/${encodeURIComponent(delivery.id)}/redeliver`, forgery && { forge: forgery });
		const verdict: Verdict = reply.isOk
			? judgeAnswer({
					status: statusIn(reply.answer),
					forgeryTitle: forgery && forgeryTitle(forgery),
					unnoticed: forgery && whyUnnoticed(delivery, forgery),
				})
			: { tone: 'bad', text: reply.error };
		last.value = { forgery, verdict };
	};

	return (
		<div class="wire-repeat">
			<div class="wire-actions">
				<button type="button" class="button button-primary" onClick={() => repeat()}>
					<Icon name="repeat" size={16} />
					Send again
				</button>
				<button
					type="button"
					class="button"
					aria-expanded={isChoosing.value}
					aria-controls={listId}
					onClick={() => (isChoosing.value = !isChoosing.value)}
				>
					<Icon name="warning" size={16} />
					Send tampered
				</button>
			</div>
			<Outcome repetition={last.value} forgery={undefined} />
			<ul id={listId} class="wire-forgeries" aria-label="Ways to tamper" hidden={!isChoosing.value}>
				{FORGERY_TEXTS.map(({ forgery, title, explanation }) => {
					const unnoticed = whyUnnoticed(delivery, forgery);
					return (
						<li key={forgery}>
							<button type="button" class="button" aria-describedby={`${listId}-${forgery}`} onClick={() => repeat(forgery)}>
								{title}
							</button>
							<p id={`${listId}-${forgery}`} class="small">
								{explanation}{' '}
								<span class="soft">
									{unnoticed === undefined ? 'Expect 401, and nothing runs.' : `A correct receiver cannot notice: ${unnoticed}.`}
								</span>
							</p>
							<Outcome repetition={last.value} forgery={forgery} />
						</li>
					);
				})}
			</ul>
		</div>
	);
}

/** The last repetition, and its result. */
interface Repetition {
	forgery: Forgery | undefined;
	verdict: Verdict | 'sending';
}

// Beside its button, and announced to screen readers.
function Outcome({ repetition, forgery }: { repetition: Repetition | undefined; forgery: Forgery | undefined }) {
	const verdict = repetition?.forgery === forgery ? repetition?.verdict : undefined;
	return (
		<div role="status" class="wire-verdict" data-tone={typeof verdict === 'object' ? verdict.tone : undefined}>
			{verdict === 'sending' ? 'Sending …' : verdict?.text}
		</div>
	);
}

function statusIn(answer: unknown): number {
	if (typeof answer !== 'object' || answer === null || !('status' in answer)) return 0;
	return typeof answer.status === 'number' ? answer.status : 0;
}
