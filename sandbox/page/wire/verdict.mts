/** A judgement about the receiver of a repeated webhook. */
export interface Verdict {
	tone: 'good' | 'bad' | 'warn';
	text: string;
}

export interface RepeatAnswer {
	status: number;
	/** The title of the forgery; `undefined` for an unchanged repetition. */
	forgeryTitle: string | undefined;
	/** Why a correct receiver cannot notice it. */
	unnoticed: string | undefined;
}

/** Judges the answer of a receiver to a repeated webhook, tampered with or not. */
export function judgeAnswer({ status, forgeryTitle, unnoticed }: RepeatAnswer): Verdict {
	const answered = `The receiver answered ${status}`;
	const isTaken = status >= 200 && status < 300;
	if (forgeryTitle === undefined) {
		if (isTaken) return { tone: 'good', text: `${answered}. A correct receiver recognises the event by its id and does nothing twice.` };
		return { tone: 'bad', text: `${answered}: it did not accept the webhook.` };
	}
	const sent = `${forgeryTitle}: ${lowerFirst(answered)}`;
	if (unnoticed !== undefined) return { tone: 'warn', text: `${sent}. It cannot notice this: ${unnoticed}.` };
	if (isTaken) return { tone: 'bad', text: `${sent} and accepted it. Check the signature before anything else runs.` };
	if (status === 401 || status === 403) return { tone: 'good', text: `${sent}. Refused, as it should be.` };
	return { tone: 'warn', text: `${sent}. It did not accept it; 401 would say why.` };
}

function lowerFirst(text: string): string {
	return text.charAt(0).toLowerCase() + text.slice(1);
}
