import type { Connection } from './client';
import { createOneAttemptClient } from './one-attempt';
import { TapbackError, badAnswer, isTapbackError, type TapbackErrorCode } from '../model/errors';
import type { Api } from './api';

/** Codes that may mean a wrong Base URL. */
const ADDRESS_DOUBTED: readonly TapbackErrorCode[] = ['NOT_REACHED', 'BAD_ANSWER', 'NO_ANSWER'];

/**
 * Proves with one cheap request that the address is the provider's and that the keys are accepted.
 * @throws TapbackError that says which of the two to correct.
 */
export async function checkCredential(provider: Api, connection: Connection): Promise<void> {
	const { path, expects } = provider.credential.test;
	try {
		const call = createOneAttemptClient(provider, connection, { advice: ' Wait a minute, then test again.' });
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
	const isAddress = field === 'baseUrl' || ADDRESS_DOUBTED.includes(error.code) || (status >= 300 && status < 400);
	return isAddress ? new TapbackError(error.code, `${error.message} ${usual}`) : error;
}
