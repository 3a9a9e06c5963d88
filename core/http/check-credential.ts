import type { Connection } from './client';
import { createOneAttemptClient } from './one-attempt';
import { TapbackError, badAnswer, isTapbackError, type TapbackErrorCode } from '../model/errors';
import type { Api } from './api';

/** Codes that may mean a wrong Base URL. */
const MAY_BE_WRONG_ADDRESS: readonly TapbackErrorCode[] = ['NOT_REACHED', 'BAD_ANSWER', 'NO_ANSWER'];

/**
 * Checks with one request that the Base URL is the provider's and that the provider accepts the keys.
 * @throws TapbackError whose message names what to correct. AUTH_FAILED if the keys are refused (401), REFUSED if the Base URL is not
 * the provider's (404), otherwise the code of the failed request.
 */
export async function checkCredential(provider: Api, connection: Connection): Promise<void> {
	const { path, expects } = provider.credential.test;
	try {
		const call = createOneAttemptClient(provider, connection, { hint: ' Wait a minute, then test again.' });
		const { json } = await call({ method: 'GET', path, idempotent: true });
		if (typeof json !== 'object' || json === null || !(expects in json)) throw badAnswer(provider.name, `“${expects}”`);
	} catch (error) {
		throw isTapbackError(error) ? explained(provider, error) : error;
	}
}

function explained({ name, credential, defaultBaseUrl }: Api, error: TapbackError): TapbackError {
	const { status = 0, field } = error.details;
	if (status === 401) {
		const keys = credential.fields.map(({ displayName }) => displayName).join(' and ');
		return new TapbackError('AUTH_FAILED', `${name} refused the key. Check ${keys}.`);
	}
	const usual = `The usual Base URL is ${defaultBaseUrl}.`;
	if (status === 404)
		return new TapbackError('REFUSED', `There is no ${name} API at this address. Check the Base URL in the credential. ${usual}`);
	const isAddress = field === 'baseUrl' || MAY_BE_WRONG_ADDRESS.includes(error.code) || (status >= 300 && status < 400);
	return isAddress ? new TapbackError(error.code, `${error.message} ${usual}`) : error;
}
