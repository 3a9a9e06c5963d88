import { STATUS_CODES } from 'node:http';
import { isDelivered, NO_RETRIES } from '../../deliveries/delivery.mts';
import { signTuco } from './signing.mts';
import { isoNow, WORKSPACE_ID, type Hook, type TucoState } from './state.mts';

const TIMEOUT_MS = 10_000;

/** Posts a signed test to the webhook, and returns its response. */
export async function checkHealth(state: TucoState, { id, url, secret, events }: Hook): Promise<Record<string, unknown>> {
	const eventType = events[0] ?? 'message.reply';
	const data = { test: true, message: 'This is a health check test webhook from Tuco AI' };
	const body = JSON.stringify({
		event: eventType,
		timestamp: isoNow(state),
		workspaceId: WORKSPACE_ID,
		data,
	});
	const outcome = await new Promise<Parameters<typeof isDelivered>[0]>((onOutcome) => {
		const sign = (input: Parameters<typeof signTuco>[0]) => signTuco(input, eventType);
		const call = { hookId: id, url, event: 'other', eventType, body, secret } as const;
		state.context.deliver([{ ...call, timeoutMs: TIMEOUT_MS, retry: NO_RETRIES, sign, onOutcome }]);
	});
	const { status, responseBody: details = '' } = outcome;
	if (isDelivered(outcome)) {
		return { success: true, message: 'Health check passed', statusCode: status, response: details };
	}
	if (status === null) return { success: false, error: failure(outcome) };
	return {
		success: false,
		error: `HTTP ${status}: ${STATUS_CODES[status] ?? ''}`,
		details,
		statusCode: status,
	};
}

function failure({ errorCode, error }: { errorCode?: string; error: string | null }): string {
	return errorCode === 'TIMEOUT' || errorCode === 'WITHHELD' ? 'The operation was aborted due to timeout' : (error ?? 'fetch failed');
}
