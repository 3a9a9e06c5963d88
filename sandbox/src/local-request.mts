import type { Socket } from 'node:net';
import { isLoopbackAddress, isLoopbackHost, isSameAddress, parseHttpUrl } from './loopback.mts';

/**
 * Does this machine ask, and of its own will? A web page elsewhere can make a browser on this machine ask: its Origin gives it
 * away, or, where its own name was made to point here, the Host.
 */
export function isLocal({ remoteAddress, localAddress }: Pick<Socket, 'remoteAddress' | 'localAddress'>, request: Request): boolean {
	if (!isLoopbackAddress(remoteAddress) && !isSameAddress(remoteAddress, localAddress)) return false;
	const isHere = (host = '') => isLoopbackHost(host) || isSameAddress(host, localAddress);
	const origin = request.headers.get('origin');
	return isHere(new URL(request.url).hostname) && (origin === null || isHere(parseHttpUrl(origin)?.hostname));
}

/** What others are answered. */
export function refuseOthers(): Response {
	return Response.json({ error: 'The page and the control API answer this machine only.' }, { status: 403 });
}
