import { openQuestion } from '../../core/ask/question.ts';
import { checkAskOptions } from '../../core/ask/options.ts';
import { providerById } from '../../core/providers/registry.ts';
import { credentialProof, type CredentialProof } from '../../nodes/AskForTapback/state/credential-proof.ts';
import type { WaitRow, WaitState } from '../../nodes/AskForTapback/state/wait-state.ts';
import { NOON, QUESTION } from './core/asking.mts';

export const API_KEY = 'key-9Kd4-that-nobody-may-see';

/** The proof of a credential with this API key. */
export async function proofWith(apiKey = API_KEY, { baseUrl = '', provider = 'linq' } = {}): Promise<CredentialProof> {
	const credential: object = { apiKey, baseUrl };
	return await credentialProof({ getCredentials: async <T extends object>() => credential as T }, providerById(provider));
}

/** A row with one question, asked at noon on message `m1`. */
export function waitRow(changes: Partial<Omit<WaitRow, 'state'>> & { state?: Partial<WaitState> } = {}): WaitRow {
	const question = openQuestion(checkAskOptions({}), QUESTION, NOON);
	return {
		...{ key: 'k1', version: 1, status: 'open' },
		...changes,
		state: {
			...{ provider: 'linq', account: 'a1', listener: 'l1', isHumanReview: false, continueOnFail: false },
			...{ resumeUrl: 'sealed', until: NOON + 60_000, timerAt: null, timerUrl: null },
			questions: [{ failure: null, question, conversationId: 'c1', replyTo: null }],
			...changes.state,
		},
	};
}

/** The same row with its question on another message. */
export function onMessage(row: WaitRow, messageId: string | null, text: string | null = null): WaitRow {
	const questions = row.state.questions.map((one) =>
		one.failure === null ? { ...one, question: { ...one.question, messageId, text } } : one,
	);
	return { ...row, state: { ...row.state, questions } };
}
