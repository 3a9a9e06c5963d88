/** Is this host name this machine? Accepts the bracketed form URLs use for IPv6. */
export function isLoopbackHost(hostname: string): boolean {
	return hostname === 'localhost' || hostname === '::1' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** Is this peer address of a socket this machine? */
export function isLoopbackAddress(address: string | undefined): boolean {
	return address !== undefined && isLoopbackHost(plainAddress(address));
}

/** Are these the two spellings (with brackets, or as IPv6 writes IPv4) of one address? */
export function isSameAddress(a: string | undefined, b: string | undefined): boolean {
	return a !== undefined && b !== undefined && plainAddress(a) === plainAddress(b);
}

/** Parses an absolute http(s) URL; `undefined` for anything else. */
export function parseHttpUrl(text: string): URL | undefined {
	if (!URL.canParse(text)) return undefined;
	const url = new URL(text);
	return url.protocol === 'http:' || url.protocol === 'https:' ? url : undefined;
}

/** Whether a vendor accepts this webhook URL. Vendors require https; the sandbox also accepts http on this machine. */
export function isHookUrl(text: string): boolean {
	const url = parseHttpUrl(text);
	return url !== undefined && (url.protocol === 'https:' || isLoopbackHost(url.hostname));
}

function plainAddress(address: string): string {
	return address.replace(/^::ffff:/, '').replace(/^\[(.*)\]$/, '$1');
}
