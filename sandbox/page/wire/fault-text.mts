const ANSWER_FAULTS: Readonly<Record<string, string>> = {
	status: 'nothing happened, and it was answered with a planned status.',
	'status-after': 'it happened, and was answered with a planned status.',
	body: 'it happened, and was answered with a planned body.',
	'rate-limit': 'nothing happened, and the provider answered that there are too many calls.',
	'error-in-200': 'nothing happened, and the error came with the status 200.',
	'drop-before': 'the connection was cut before anything happened.',
	'drop-after': 'it happened, then the connection was cut.',
	truncate: 'it happened, and the second half of the answer was left out.',
	reset: 'it happened, then the connection was cut in the middle of the answer.',
	'hang-before': 'nothing happened, and it was never answered.',
	hang: 'it happened, and was never answered.',
	delay: 'the answer came late.',
	trickle: 'it happened, and the answer came one byte at a time.',
};

const DELIVERY_FAULTS: Readonly<Record<string, string>> = {
	duplicate: 'it was sent more than once at the same moment.',
	reorder: 'it was sent after a later one.',
	delay: 'it was sent late.',
	forge: 'the first attempt was tampered with.',
	withhold: 'it was never sent.',
};

/** Says what a planned fault did to a request (`answer`) or to a webhook (`delivery`). */
export function faultText(fault: string, place: 'answer' | 'delivery'): string {
	const texts = place === 'answer' ? ANSWER_FAULTS : DELIVERY_FAULTS;
	return `A planned fault was applied (${fault}): ${texts[fault] ?? 'see Misbehave.'}`;
}
