import {
	sleep,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import type { CredentialProof } from '../state/credential-proof';
import { isRecord } from '../state/records';
import type { WaitRow } from '../state/wait-state';

/** Key of the signed payload in the body that resumes a parked execution. */
const RESUME = 'tapbackResume';
const PURPOSE = 'resumption of a run';
const RESUMED = 'tapback: resumed';
/** The answer of a run that still waits. */
export const WAITING = 'tapback: waiting';

const REQUEST_TIMEOUT_MS = 60_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5000;
const ATTEMPTS = 40;

type Poster = Pick<IExecuteFunctions, 'helpers'>;

/** A parked run: its URL, and what its request is signed with. */
export interface ParkedRun {
	url: string;
	/** The key with which the run was parked. */
	key: string;
	proof: CredentialProof;
}

/** @throws Error if the URL can't be unsealed, because the credential's key was changed */
export function parkedRunOf({ key, state }: WaitRow, proof: CredentialProof): ParkedRun {
	const url = proof.unseal(state.resumeUrl);
	if (url === undefined) throw new Error('The address of the waiting run can’t be read: the key in the credential was changed.');
	return { url, key, proof };
}

/**
 * Sends the results to the parked execution. If n8n answers that the run is busy, the request is repeated with growing pauses,
 * because the run may not be parked yet. `gone`: the run was stopped or deleted, has timed out or has ended.
 * @throws Error if n8n can't be reached, or refuses the results for good
 */
export async function resume(context: Poster, run: ParkedRun, items: readonly INodeExecutionData[]): Promise<'resumed' | 'gone'> {
	return (await post(
		context,
		run,
		items.map(({ json }) => json),
	)) === 'gone'
		? 'gone'
		: 'resumed';
}

/** Whether the execution is still parked. @throws Error as resume() does */
export async function isParked(context: Poster, run: ParkedRun): Promise<boolean> {
	return (await post(context, run, null)) !== 'gone';
}

async function post(context: Poster, { url, key, proof }: ParkedRun, items: IDataObject[] | null) {
	const payload = JSON.stringify({ key, items });
	const body = { [RESUME]: { payload, signature: proof.sign(PURPOSE, payload) } };
	for (let attempt = 1; ; attempt += 1) {
		const outcome = await postOnce(context, url, body);
		if (outcome !== 'busy') return outcome;
		if (attempt === ATTEMPTS) throw new Error('n8n kept answering that the waiting run is busy, so the answer could not be delivered.');
		await sleep(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1)) * (0.75 + Math.random() / 2));
	}
}

async function postOnce(context: Poster, url: string, body: IDataObject): Promise<'resumed' | 'waiting' | 'gone' | 'busy'> {
	const response: unknown = await context.helpers
		.httpRequest({
			...{ method: 'POST', url, body, json: true, timeout: REQUEST_TIMEOUT_MS },
			...{ returnFullResponse: true, ignoreHttpStatusErrors: true, disableFollowRedirect: true },
		})
		.catch((error: unknown) => {
			const { origin } = new URL(url);
			const why = error instanceof Error ? error.message : String(error);
			throw new Error(`n8n could not reach itself at ${origin} to resume the waiting run: ${why}. Check WEBHOOK_URL.`);
		});
	const status = isRecord(response) ? Number(response.statusCode) : 0;
	const responseText = isRecord(response) ? JSON.stringify(response.body) : '';
	if (status === 200 && responseText.includes(RESUMED)) return 'resumed';
	if (status === 200 && responseText.includes(WAITING)) return 'waiting';
	if (status === 409 && !/finished/.test(responseText)) return 'busy';
	if (status >= 500) return 'busy';
	if (status === 401 || status === 403) {
		throw new Error('The waiting run refused the answer, because the credential of its node was changed.');
	}
	return 'gone';
}

/** `results`: the run goes on with these items. `ping`: asks whether the run still waits. `forged`: wrong signature, or another run's. */
export type ResumeRequest = { kind: 'results'; items: INodeExecutionData[] } | { kind: 'ping' } | { kind: 'forged' };

/** Reads a POST to the parked run with this key; `undefined` if resume() or isParked() didn't send it. */
export function readResumeRequest(context: IWebhookFunctions, key: string, proof: CredentialProof): ResumeRequest | undefined {
	const body: unknown = context.getBodyData();
	if (!isRecord(body) || !isRecord(body[RESUME])) return undefined;
	const { payload, signature } = body[RESUME];
	if (typeof payload !== 'string' || !proof.isSigned(PURPOSE, payload, signature)) return { kind: 'forged' };
	const content: { key: string; items: IDataObject[] | null } = JSON.parse(payload);
	// An earlier run of the same node in this execution has the same URL.
	if (content.key !== key) return { kind: 'forged' };
	if (content.items === null) return { kind: 'ping' };
	return { kind: 'results', items: content.items.map((json, item) => ({ json, pairedItem: { item } })) };
}

/** The response that makes n8n resume the run with these items. */
export function resumed(items: INodeExecutionData[]): IWebhookResponseData {
	return { webhookResponse: RESUMED, workflowData: [items] };
}
