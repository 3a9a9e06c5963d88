import type { IDataObject } from 'n8n-workflow';

import type { Question } from '../../../core';
import type { Failure } from '../../shared/errors/failure';
import type { CredentialProof } from './credential-proof';

/** A row of the question table: one run of the node that waits for answers. */
export interface WaitRow {
	/** Names the run: execution, node and turn. */
	key: string;
	/** Counts the writes, for compare-and-swap. */
	version: number;
	/**
	 * `opening`: its questions are being sent, so their ids are not known yet. `open`: it waits. `settled`: every question
	 * has its result, and the execution is being resumed.
	 */
	status: 'opening' | 'open' | 'settled';
	state: WaitState;
}

/** What is known of the questions of one run. Plain JSON. */
export interface WaitState {
	provider: string;
	/** Digest of base URL and key fields: rows of one account at a provider have the same. */
	account: string;
	/** Digest of the webhook URL that receives the answers, or `relay`. */
	listener: string;
	/** A tool call of an agent depends on the answer (n8n's human review). */
	isHumanReview: boolean;
	continueOnFail: boolean;
	/** Where the parked execution is resumed, sealed. */
	resumeUrl: string;
	/** When the node's input is passed on if nobody resumes it, in milliseconds since 1970. */
	until: number;
	/** When the timer that was started last looks at the questions; `null` where none runs. */
	timerAt: number | null;
	/** Where that timer is ended, sealed; `null` until it waits. */
	timerUrl: string | null;
	questions: readonly WaitQuestion[];
}

export type WaitQuestion = { failure: Failure } | OpenQuestion;

export interface OpenQuestion {
	failure: null;
	question: Question;
	/** As the provider names it. */
	conversationId: string | null;
	/** Where a reply to an unclear text goes; `null` where none is wanted. */
	replyTo: ReplyAddress | null;
}

export interface ReplyAddress {
	to: string;
	conversationId: string;
	line: string;
}

/** Every question has a result or has failed. */
export function isSettled(questions: readonly WaitQuestion[]): boolean {
	return questions.every((one) => one.failure !== null || one.question.result !== null);
}

export function openQuestionsOf({ questions }: Pick<WaitState, 'questions'>): OpenQuestion[] {
	return questions.flatMap((one) => (one.failure === null ? one : []));
}

const ROW = 'row of the question table';

/** The columns of a row; what it says is signed, because people can edit the table. */
export function formatRow({ key, version, status, state }: WaitRow, proof: CredentialProof): Record<string, string | number> {
	const ids = openQuestionsOf(state).flatMap(({ question }) => question.messageId ?? []);
	const json = JSON.stringify(state);
	return {
		...{ key, version, status, account: state.account, listener: state.listener, until: state.until },
		messageIds: `|${ids.map((id) => id.toLowerCase()).join('|')}|`,
		state: `${proof.sign(ROW, signedPart(key, version, status, json))} ${json}`,
	};
}

/** `undefined` for a row of another account, and for one that this node did not write. */
export function readRow({ key, version, status, account, state }: IDataObject, proof: CredentialProof): WaitRow | undefined {
	if (typeof key !== 'string' || typeof state !== 'string' || account !== proof.account) return undefined;
	if (status !== 'opening' && status !== 'open' && status !== 'settled') return undefined;
	if (typeof version !== 'number') return undefined;
	const { signature, json } = apart(state);
	if (!proof.isSigned(ROW, signedPart(key, version, status, json), signature)) return undefined;
	const read: WaitState = JSON.parse(json);
	return { key, version, status, state: read };
}

/** What a run with a webhook of its own is parked with. */
export type ParkedQuestions = Pick<WaitState, 'questions' | 'isHumanReview'>;

const PARKED = 'questions of a parked run';

export function formatParkedQuestions(key: string, { questions, isHumanReview }: ParkedQuestions, proof: CredentialProof): string {
	const json = JSON.stringify({ questions, isHumanReview });
	return `${proof.sign(PARKED, JSON.stringify([key, json]))} ${json}`;
}

/** `undefined` for questions that the run with this key was not parked with. */
export function readParkedQuestions(key: string, parked: unknown, proof: CredentialProof): ParkedQuestions | undefined {
	if (typeof parked !== 'string') return undefined;
	const { signature, json } = apart(parked);
	return proof.isSigned(PARKED, JSON.stringify([key, json]), signature) ? JSON.parse(json) : undefined;
}

function apart(signed: string): { signature: string; json: string } {
	const [signature = ''] = signed.split(' ', 1);
	return { signature, json: signed.slice(signature.length + 1) };
}

function signedPart(key: string, version: number, status: string, json: string): string {
	return JSON.stringify([key, version, status, json]);
}
