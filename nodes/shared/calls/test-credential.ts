import { sleep, type ICredentialTestFunctions, type ICredentialsDecrypted, type INodeCredentialTestResult } from 'n8n-workflow';

import {
	PROVIDERS,
	TapbackError,
	authenticationHeaders,
	checkCredential,
	createPacer,
	isTapbackError,
	toTransportError,
	type Provider,
	type Transport,
} from '../../../core';
import { codeOf, toHeaders } from './transport';

/** Short, because the user waits for the result. */
const TIMEOUT_MS = 10_000;

/** n8n's test of a credential, with our sentences. A test that n8n makes itself shows only “ENOTFOUND” for a wrong address. */
export async function testProvider(this: ICredentialTestFunctions, tested: ICredentialsDecrypted): Promise<INodeCredentialTestResult> {
	try {
		await check(this, tested);
		return { status: 'OK', message: 'Connection successful!' };
	} catch (error) {
		return { status: 'Error', message: isTapbackError(error) ? error.message : String(error) };
	}
}

async function check(context: ICredentialTestFunctions, { type, data = {} }: ICredentialsDecrypted): Promise<void> {
	const provider = PROVIDERS.find(({ credential }) => credential.typeName === type);
	if (provider === undefined) throw new TapbackError('INVALID_INPUT', `A credential of the type ${type} can’t be tested here.`);
	const fields = [...provider.credential.fields.map(({ name }) => name), 'webhookSecret'];
	const values = Object.fromEntries(fields.map((name) => [name, String(data[name] ?? '')]));
	const io = { now: () => Date.now(), sleep, random: () => 0 };
	await checkCredential(provider, {
		...io,
		baseUrl: String(data.baseUrl ?? '').trim(),
		secrets: Object.values(values),
		timeoutMs: TIMEOUT_MS,
		transport: transportOf(context, provider, values),
		pacer: createPacer({ concurrent: 1, ...io }),
	});
}

/** In a credential test n8n offers only its older HTTP client, which doesn't add the keys. */
function transportOf({ helpers }: ICredentialTestFunctions, provider: Provider, values: Readonly<Record<string, string>>): Transport {
	return async ({ method, url, query, timeoutMs }) => {
		const headers = authenticationHeaders(provider, values);
		const options = { method, uri: url, qs: query, headers, timeout: timeoutMs, followRedirect: false };
		const response: Promise<unknown> = helpers.request({ ...options, json: false, simple: false, resolveWithFullResponse: true });
		return await response.then(toResponse, (error: unknown) => {
			throw toTransportError(codeOf(error), timeoutMs);
		});
	};
}

function toResponse(response: unknown) {
	const { statusCode, headers, body }: { statusCode?: unknown; headers?: unknown; body?: unknown } = Object(response);
	return { status: Number(statusCode), headers: toHeaders(headers), body: typeof body === 'string' ? body : JSON.stringify(body ?? '') };
}
