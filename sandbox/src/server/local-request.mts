import type { Socket } from 'node:net';
import { isLoopbackAddress, isLoopbackHost, isSameAddress, parseHttpUrl } from '../model/loopback.mts';

/**
 * Does this machine ask, and of its own will? A web page elsewhere can make a browser on this machine ask: its Origin gives it
 * away, or, where its own name was made to point here, the Host.
 */
export function isLocal({ remoteAddress, localAddress }: Pick<Socket, 'remoteAddress' | 'localAddress'>, request: Request): boolean {
	return (isLoopbackAddress(remoteAddress) || isSameAddress(remoteAddress, localAddress)) && isMeantForHere({ localAddress }, request);
}

/**
 * Does whoever asks know whom, wherever it runs? A browser that a web page elsewhere makes ask gives itself away by its Origin, by
 * what it says of the site, or by a Host that was made to point here.
 * @param allowedHosts other names of this machine that may stand in Host
 */
export function isMeantForHere(
	{ localAddress }: Pick<Socket, 'localAddress'>,
	{ headers, url }: Request,
	allowedHosts: readonly string[] = [],
): boolean {
	const isHere = (host = '') => isLoopbackHost(host) || isSameAddress(host, localAddress) || allowedHosts.includes(host.toLowerCase());
	const origin = headers.get('origin');
	const isCrossSite = headers.get('sec-fetch-site') === 'cross-site' && headers.get('sec-fetch-mode') !== 'navigate';
	return isHere(new URL(url).hostname) && !isCrossSite && (origin === null || isHere(parseHttpUrl(origin)?.hostname));
}

/** What others are answered. */
export function refuseOthers(): Response {
	return Response.json({ error: 'The page and the control API answer this machine only.' }, { status: 403 });
}

/** What a request to a vendor is answered that a foreign web page makes, or that names another host. */
export function refuseForeign(request: Request): Response {
	const { hostname } = new URL(request.url);
	const error = `The vendors' APIs answer no web page of another site, and no request for another host. If “${hostname}” is this machine, start the sandbox with --allow-host ${hostname}.`;
	return Response.json({ error }, { status: 403 });
}
