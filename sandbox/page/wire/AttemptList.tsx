import type { Attempt, Delivery } from '../../src/deliveries/delivery.mts';
import { isAsShown, labelAttempts } from './attempts.mts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { layOutText } from './body-text.mts';
import { CodeBlock } from './CodeBlock.tsx';
import { deliveryCurl } from './curl.mts';
import { HeaderTable } from './HeaderTable.tsx';
import { StatusChip } from './StatusChip.tsx';
import { httpStatus } from './status.mts';
import { formatDuration, formatTime } from './times.mts';

const FITS_ON_A_LINE = 80;
const NO_ANSWER = { tone: 'bad', short: 'no answer', text: 'No answer' } as const;

/** Every attempt of a delivery, oldest first, with the receiver's answer. */
export function AttemptList({ delivery }: { delivery: Delivery }) {
	const { attempts, url } = delivery;
	return (
		<>
			<h3>Attempts</h3>
			{attempts.length === 0 && <p class="soft small">None yet.</p>}
			{attempts.length > 0 && (
				<ol class="wire-attempts" aria-label="Attempts">
					{labelAttempts(attempts).map(({ label, attempt }, index) => (
						<li key={index}>
							<AttemptLine label={label} attempt={attempt} />
							{attempt.error !== null && <p class="wire-error">{attempt.error}</p>}
							{attempt.responseBody !== null && attempt.responseBody !== '' && (
								<CodeBlock label={`Answer to attempt ${index + 1}`} text={layOutIfLong(attempt.responseBody)} />
							)}
							{!isAsShown(attempt, delivery) && <SentAttempt url={url} attempt={attempt} number={index + 1} />}
						</li>
					))}
				</ol>
			)}
		</>
	);
}

function layOutIfLong(text: string): string {
	return text.length > FITS_ON_A_LINE ? layOutText(text) : text;
}

function AttemptLine({ label, attempt: { at, status, durationMs } }: { label: string; attempt: Attempt }) {
	return (
		<div class="wire-attempt">
			<span>{label}</span>
			<StatusChip status={status === null ? NO_ANSWER : httpStatus(status)} />
			<span class="soft small wire-attempt-time">
				<time dateTime={at}>{formatTime(at)}</time> · {formatDuration(durationMs)}
			</span>
		</div>
	);
}

// Tampered with, or signed at another time than the shown delivery.
function SentAttempt({ url, attempt, number }: { url: string; attempt: Attempt; number: number }) {
	const { headers, body } = attempt;
	return (
		<details class="wire-sent">
			<summary>As it was sent</summary>
			<HeaderTable label="Headers" headers={headers} isOpen />
			<CodeBlock label={`Body of attempt ${number}`} text={body} />
			<CopyButton
				value={deliveryCurl({ url, headers, body })}
				label={`Copy attempt ${number} as curl`}
				text={`Copy attempt ${number} as curl`}
			/>
		</details>
	);
}
