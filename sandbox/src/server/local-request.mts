import type { Socket } from 'node:net';
import { isLoopbackAddress, isLoopbackHost, isSameAddress, parseHttpUrl } from '../model/loopback.mts';

/**
 * Whether a request comes from this machine, and not from a web page of another site in a browser on this machine. Such a page is
 * recognised by its `Origin`, or, if its name was made to resolve to this machine, by the `Host`.
 */
export function isLocal({ remoteAddress, localAddress }: Pick<Socket, 'remoteAddress' | 'localAddress'>, request: Request): boolean {
	return (isLoopbackAddress(remoteAddress) || isSameAddress(remoteAddress, localAddress)) && isMeantForHere({ localAddress }, request);
}

/**
 * Whether a request from any machine is meant for the sandbox, and not sent by a web page of another site. Such a page is recognised
 * by its `Origin`, by `Sec-Fetch-Site`, or by a `Host` that was made to resolve to this machine.
 * @param allowedHosts other names of this machine that `Host` may have
 */
export function isMeantForHere(
	{ localAddress }: Pick<Socket, 'localAddress'>,
	{ headers, method, url }: Request,
	allowedHosts: readonly string[] = [],
): boolean {
	const isHere = (host = '') => isLoopbackHost(host) || isSameAddress(host, localAddress) || allowedHosts.includes(host.toLowerCase());
	const origin = headers.get('origin');
	// A link on another site may open the page, but a form there may send nothing.
	const isLink = method === 'GET' && headers.get('sec-fetch-mode') === 'navigate';
	const isCrossSite = headers.get('sec-fetch-site') === 'cross-site' && !isLink;
	return isHere(new URL(url).hostname) && !isCrossSite && (origin === null || isHere(parseHttpUrl(origin)?.hostname));
}

/** The response to other machines, and to web pages of other sites. */
export function refuseOthers(): Response {
	return Response.json({ error: 'The page and the control API answer this machine only.' }, { status: 403 });
}

/** The response of a vendor's API to a web page of another site, and to a request for another host. */
export function refuseForeign(request: Request): Response {
	const { hostname } = new URL(request.url);
	const error = `The vendors' APIs answer no web page of another site, and no request for another host. If “${hostname}” is this machine, start the sandbox with --allow-host ${hostname}.`;
	return Response.json({ error }, { status: 403 });
}
