import { useRef } from 'preact/hooks';
import { callControl } from '../state/control.mts';
import { focusFirstWrong } from './focus-wrong.mts';
import { useNumberDraft } from './number-draft.mts';
import { NumberField } from './NumberField.tsx';
import { Section } from './Section.tsx';
import type { ShownProvider } from './shown-provider.mts';

const CALLS = { min: 0 };
const SECONDS = { min: 1 };

/** The rate limit of the provider. */
export function RateLimitSection({ id, overview: { name, rateLimit } }: ShownProvider) {
	const heading = useRef<HTMLHeadingElement>(null);
	const calls = useNumberDraft(rateLimit?.limit ?? 10);
	const seconds = useNumberDraft(rateLimit?.windowSeconds ?? 60);

	const set = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
		event.preventDefault();
		const limit = calls.take(CALLS);
		const windowSeconds = seconds.take(SECONDS);
		if (limit === undefined || windowSeconds === undefined) return focusFirstWrong(event.currentTarget);
		await callControl('PUT', `/${id}/rate-limit`, { limit, windowSeconds });
	};
	const lift = async () => {
		heading.current?.focus();
		await callControl('PUT', `/${id}/rate-limit`, null);
	};

	return (
		<Section title="Rate limit" headingRef={heading}>
			<p class="soft small">Above the limit, every call is answered 429 with Retry-After.</p>
			<p role="status">{rateLimit === null ? `${name} takes any number of calls.` : `${name} takes ${inWords(rateLimit)}.`}</p>
			<form class="settings-form" noValidate aria-label="Rate limit" onSubmit={set}>
				<div class="settings-pair">
					<NumberField label="Calls" draft={calls} range={CALLS} />
					<NumberField label="In seconds" draft={seconds} range={SECONDS} />
				</div>
				<div class="settings-actions">
					<button type="submit" class="button">
						Set limit
					</button>
					{rateLimit !== null && (
						<button type="button" class="button" onClick={lift}>
							No limit
						</button>
					)}
				</div>
			</form>
		</Section>
	);
}

function inWords({ limit, windowSeconds }: { limit: number; windowSeconds: number }): string {
	return `${limit} ${limit === 1 ? 'call' : 'calls'} in ${windowSeconds} ${windowSeconds === 1 ? 'second' : 'seconds'}`;
}
