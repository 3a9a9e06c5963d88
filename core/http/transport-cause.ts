import { TransportError } from './types';

interface Cause {
	codes: RegExp;
	says: string;
	/** `no` only where nothing of the request was sent. */
	reached: TransportError['reached'];
}

/** The error codes of Node, and of HTTP clients on it. */
const CAUSES: readonly Cause[] = [
	{ codes: /^ECONNREFUSED$/, says: 'the connection was refused', reached: 'no' },
	{ codes: /^ENOTFOUND$/, says: 'the host is unknown', reached: 'no' },
	{ codes: /^EAI_AGAIN$/, says: 'the host name could not be looked up', reached: 'no' },
	{ codes: /^E(?:HOST|NET)UNREACH$/, says: 'there is no way to the host', reached: 'no' },
	{ codes: /^ERR_INVALID_URL$/, says: 'the address is malformed', reached: 'no' },
	{ codes: /CERT|_SIGNATURE$/, says: 'its TLS certificate is not trusted', reached: 'no' },
	{ codes: /^EPROTO$/, says: 'it does not speak TLS as expected', reached: 'maybe' },
	{ codes: /^(?:ECONNRESET|EPIPE)$/, says: 'the connection was cut', reached: 'maybe' },
	{ codes: /^(?:ERR_BAD_RESPONSE|HPE_\w+|Z_\w+)$/, says: 'the answer was cut off or garbled', reached: 'maybe' },
	{ codes: /^ERR_CANCELED$/, says: 'the request was cancelled', reached: 'maybe' },
];

/** Describes a request without a whole response, by the code of the HTTP client's error. */
export function toTransportError(code: string | undefined, timeoutMs: number): TransportError {
	const isTimeout = code === 'ETIMEDOUT' || code === 'ECONNABORTED';
	if (isTimeout) return new TransportError(`it took longer than ${timeoutMs / 1000} s`, 'maybe');
	const cause = CAUSES.find(({ codes }) => code !== undefined && codes.test(code));
	return cause ? new TransportError(cause.says, cause.reached) : new TransportError(code ?? 'the request failed', 'maybe');
}
