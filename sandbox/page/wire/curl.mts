import type { Delivery } from '../../src/deliveries/delivery.mts';
import type { LoggedRequest } from '../../src/model/request-log.mts';

export interface CurlCall {
	method: string;
	url: string;
	headers: Readonly<Record<string, string>>;
	body: string | undefined;
}

/** Writes a call as a curl command for bash or zsh, one option per line. */
export function buildCurl({ method, url, headers, body }: CurlCall): string {
	const lines = [`curl ${quoteForShell(url)}`];
	// curl reads these characters in a URL as lists and ranges.
	if (/[[\]{}]/.test(url)) lines.push('--globoff');
	if (method === 'HEAD') lines.push('--head');
	else if (method !== 'GET' || body !== undefined) lines.push(`-X ${quoteForShell(method)}`);
	for (const [name, value] of Object.entries(headers)) {
		lines.push(`-H ${quoteForShell(value === '' ? `${name};` : `${name}: ${value}`)}`);
	}
	if (body !== undefined) {
		// Without a content type, curl sends the body as a form.
		if (!hasHeader(headers, 'content-type')) lines.push(`-H 'content-type:'`);
		lines.push(`--data-raw ${quoteForShell(body)}`);
	}
	return lines.join(' \\\n  ');
}

/** The command that repeats a call. `baseUrl` is the provider's. */
export function requestCurl({ method, path, query, headers, body }: LoggedRequest, baseUrl: string): string {
	const search = new URLSearchParams(query).toString();
	return buildCurl({
		method,
		url: `${baseUrl}${path}${search === '' ? '' : `?${search}`}`,
		headers: Object.fromEntries(Object.entries(headers).filter(([name, value]) => !isOfTheConnection(name, value))),
		body: body === null ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
	});
}

/** The command that sends a webhook again, with its signature. */
export function deliveryCurl({ url, headers, body }: Pick<Delivery, 'url' | 'headers' | 'body'>): string {
	return buildCurl({ method: 'POST', url, headers, body });
}

/** Quotes a text as one word of the shell. */
export function quoteForShell(text: string): string {
	if (/^[\w@%+=:,./-]+$/.test(text)) return text;
	// A tab or a carriage return would not survive a paste into a terminal.
	if (!/[\u0001-\u0009\u000b-\u001f\u007f]/.test(text)) return `'${text.replaceAll("'", "'\\''")}'`;
	return `$'${text.replace(/[\\'!\u0001-\u001f\u007f]/g, escapeCharacter)}'`;
}

function escapeCharacter(character: string): string {
	if (character === '\\' || character === "'") return `\\${character}`;
	return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

const CONNECTION_HEADERS: ReadonlySet<string> = new Set([
	...['host', 'connection', 'keep-alive', 'content-length', 'transfer-encoding', 'te', 'upgrade', 'expect'],
	...['accept-encoding', 'user-agent', 'sec-fetch-mode', 'sec-fetch-site', 'sec-fetch-dest'],
]);

// Headers that a client's HTTP library adds; curl adds its own.
function isOfTheConnection(name: string, value: string): boolean {
	if (CONNECTION_HEADERS.has(name.toLowerCase())) return true;
	return (name === 'accept' && value === '*/*') || (name === 'accept-language' && value === '*');
}

function hasHeader(headers: Readonly<Record<string, string>>, wanted: string): boolean {
	return Object.keys(headers).some((name) => name.toLowerCase() === wanted);
}
