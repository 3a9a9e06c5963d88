import type { Attempt, Delivery } from '../../src/deliveries/delivery.mts';
import { forgeryTitle } from './forgeries.mts';

/** The kind of an attempt: the vendor's first one or a retry, or one on request. */
export interface LabelledAttempt {
	label: string;
	attempt: Attempt;
}

/** Names attempts, oldest first. */
export function labelAttempts(attempts: readonly Attempt[]): LabelledAttempt[] {
	let retries = 0;
	return attempts.map((attempt) => {
		if (attempt.kind === 'retry') retries += 1;
		const label = labelOf(attempt.kind, retries);
		return { attempt, label: attempt.forgery === null ? label : `${label}, tampered: ${forgeryTitle(attempt.forgery).toLowerCase()}` };
	});
}

/** Whether an attempt was sent exactly as the delivery is shown, with the same time and bytes. */
export function isAsShown(attempt: Attempt, delivery: Delivery): boolean {
	const bytes = ({ headers, body }: Pick<Attempt, 'headers' | 'body'>) => JSON.stringify([headers, body]);
	return bytes(attempt) === bytes(delivery);
}

function labelOf(kind: Attempt['kind'], retries: number): string {
	switch (kind) {
		case 'first':
			return 'First try';
		case 'retry':
			return `Retry ${retries}`;
		case 'copy':
			return 'Copy';
		case 'redelivery':
			return 'Sent again';
	}
}
