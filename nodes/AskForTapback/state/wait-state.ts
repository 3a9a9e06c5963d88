import type { IDataObject } from 'n8n-workflow';

import type { Question } from '../../../core';
import type { Failure } from '../../shared/errors/failure';
import type { CredentialProof } from './credential-proof';

/** A row of the question table: one run of the node, with its questions. */
export interface WaitRow {
	/** Identifies the run: execution, node and run index. */
	key: string;
	/** Number of writes, for compare-and-swap. */
	version: number;
	/**
	 * `opening`: the questions are being sent, so their message ids are not known yet. `open`: the run waits. `settled`: every
	 * question has a result, and the run is being resumed.
	 */
	status: 'opening' | 'open' | 'settled';
	state: WaitState;
}

/** The questions of one run, and how to resume it. Plain JSON. */
export interface WaitState {
	provider: string;
	/** Digest of the base URL and the keys: the same for all rows of one account. */
	account: string;
	/** Digest of the webhook URL that receives the answers, or `relay`. */
	listener: string;
	/** Whether an agent's tool call depends on the answer (n8n's human review). */
	isHumanReview: boolean;
	continueOnFail: boolean;
	/** The URL that resumes the parked execution, sealed. */
	resumeUrl: string;
	/** When n8n resumes the run itself, with the parked items as output, in milliseconds since 1970. */
	until: number;
	/** When the latest timer checks the questions, in milliseconds since 1970; `null` if none runs. */
	timerAt: number | null;
	/** The URL that ends that timer, sealed; `null` until it waits. */
	timerUrl: string | null;
	questions: readonly WaitQuestion[];
}

export type WaitQuestion = { failure: Failure } | OpenQuestion;

export interface OpenQuestion {
	failure: null;
	question: Question;
	/** The provider's id of the conversation. */
	conversationId: string | null;
	/** The address for a reply to an unclear text; `null` if no reply is wanted. */
	replyTo: ReplyAddress | null;
}

export interface ReplyAddress {
	to: string;
	conversationId: string;
	line: string;
}

/** Whether every question has a result or has failed. */
export function isSettled(questions: readonly WaitQuestion[]): boolean {
	return questions.every((one) => one.failure !== null || one.question.result !== null);
}

export function openQuestionsOf({ questions }: Pick<WaitState, 'questions'>): OpenQuestion[] {
	return questions.flatMap((one) => (one.failure === null ? one : []));
}

/** Maximum time for which one question is being sent. */
const LONGEST_SENDING_MS = 30 * 60_000;

/** Whether a process ended while it sent the questions of a row: nobody waits for their answers. */
export function isAbandoned({ status, state }: WaitRow, now: number): boolean {
	const times = openQuestionsOf(state).map(({ question }) => question.askedAt);
	return status === 'opening' && now > Math.min(...times) + LONGEST_SENDING_MS * times.length;
}

const ROW = 'row of the question table';

/** The columns of a row. Key, version, status and state are signed, because people can edit the table. */
export function formatRow({ key, version, status, state }: WaitRow, proof: CredentialProof): Record<string, string | number> {
	const ids = openQuestionsOf(state).flatMap(({ question }) => question.messageId ?? []);
	const json = JSON.stringify(state);
	return {
		...{ key, version, status, account: state.account, listener: state.listener, until: state.until },
		messageIds: `|${ids.map((id) => id.toLowerCase()).join('|')}|`,
		state: `${proof.sign(ROW, signedPart(key, version, status, json))} ${json}`,
	};
}

/** `undefined` for a row of another account, and for a row without a valid signature. */
export function readRow({ key, version, status, account, state }: IDataObject, proof: CredentialProof): WaitRow | undefined {
	if (typeof key !== 'string' || typeof state !== 'string' || account !== proof.account) return undefined;
	if (status !== 'opening' && status !== 'open' && status !== 'settled') return undefined;
	if (typeof version !== 'number') return undefined;
	const { signature, json } = splitSigned(state);
	if (!proof.isSigned(ROW, signedPart(key, version, status, json), signature)) return undefined;
	const read: WaitState = JSON.parse(json);
	return { key, version, status, state: read };
}

/** The questions that a run with its own webhook is parked with. */
export type ParkedQuestions = Pick<WaitState, 'questions' | 'isHumanReview'>;

const PARKED = 'questions of a parked run';

export function formatParkedQuestions(key: string, { questions, isHumanReview }: ParkedQuestions, proof: CredentialProof): string {
	const json = JSON.stringify({ questions, isHumanReview });
	return `${proof.sign(PARKED, JSON.stringify([key, json]))} ${json}`;
}

/** `undefined` if the signature is not valid for the run with this key. */
export function readParkedQuestions(key: string, parked: unknown, proof: CredentialProof): ParkedQuestions | undefined {
	if (typeof parked !== 'string') return undefined;
	const { signature, json } = splitSigned(parked);
	return proof.isSigned(PARKED, JSON.stringify([key, json]), signature) ? JSON.parse(json) : undefined;
}

function splitSigned(signed: string): { signature: string; json: string } {
	const [signature = ''] = signed.split(' ', 1);
	return { signature, json: signed.slice(signature.length + 1) };
}

function signedPart(key: string, version: number, status: string, json: string): string {
	return JSON.stringify([key, version, status, json]);
}
