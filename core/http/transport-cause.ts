import { TransportError } from './types';

interface Cause {
	codes: RegExp;
	description: string;
	/** `no` only if the request surely did not reach the provider. */
	reached: TransportError['reached'];
}

/** Error codes of Node and of HTTP clients for Node. */
const CAUSES: readonly Cause[] = [
	{ codes: /^ECONNREFUSED$/, description: 'the connection was refused', reached: 'no' },
	{ codes: /^ENOTFOUND$/, description: 'the host is unknown', reached: 'no' },
	{ codes: /^EAI_AGAIN$/, description: 'the host name could not be resolved', reached: 'no' },
	{ codes: /^E(?:HOST|NET)UNREACH$/, description: 'there is no way to the host', reached: 'no' },
	{ codes: /^ERR_INVALID_URL$/, description: 'the address is malformed', reached: 'no' },
	{ codes: /CERT|_SIGNATURE$/, description: 'its TLS certificate is not trusted', reached: 'no' },
	{ codes: /^EPROTO$/, description: 'it does not speak TLS as expected', reached: 'maybe' },
	{ codes: /^(?:ECONNRESET|EPIPE)$/, description: 'the connection was cut', reached: 'maybe' },
	{ codes: /^(?:ERR_BAD_RESPONSE|HPE_\w+|Z_\w+)$/, description: 'the answer was cut off or garbled', reached: 'maybe' },
	{ codes: /^ERR_CANCELED$/, description: 'the request was cancelled', reached: 'maybe' },
];

/** Describes a request without a complete response, by the error code of the HTTP client. `timeoutMs`: the timeout of the request. */
export function toTransportError(code: string | undefined, timeoutMs: number): TransportError {
	const isTimeout = code === 'ETIMEDOUT' || code === 'ECONNABORTED';
	if (isTimeout) return new TransportError(`it took longer than ${timeoutMs / 1000} s`, 'maybe');
	const cause = CAUSES.find(({ codes }) => code !== undefined && codes.test(code));
	return cause ? new TransportError(cause.description, cause.reached) : new TransportError(code ?? 'the request failed', 'maybe');
}
