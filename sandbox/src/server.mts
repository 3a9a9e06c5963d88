import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener, type Http2Bindings, type HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { createControl, type Control } from './control/control.mts';
import { createControlApp } from './control/routes.mts';
import { isLoopbackAddress, isLoopbackHost, parseHttpUrl } from './loopback.mts';
import { providerId } from './providers/index.mts';
import type { ProviderId } from './vocabulary.mts';
import { passToVendor } from './vendor-gate.mts';
import { createWorld, type Station, type World } from './world.mts';

export interface SandboxOptions {
	/** Default 4747; 0 takes a free one. */
	port?: number;
	/** Default 127.0.0.1 */
	host?: string;
	/** Milliseconds since the epoch. Default: the real clock. */
	now?: () => number;
	/** Multiplies the vendors' waits between retries. Default 1. */
	retryDelayScale?: number;
	/** Default false: webhooks go to this machine only. */
	allowRemoteDeliveries?: boolean;
}

export interface Sandbox {
	url: string;
	provider(id: ProviderId): { baseUrl: string; credentials: Record<string, string> };
	control: Control;
	close(): Promise<void>;
}

/** Starts the five vendors and the phone on one port. Rejects when the port cannot be had. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { port = 4747, host = '127.0.0.1', now = Date.now, retryDelayScale = 1, allowRemoteDeliveries = false } = options;
	const world = createWorld({ now, retryDelayScale, allowRemoteDeliveries });
	let url = '';
	const control = createControl(world, () => url);
	const controlApp = createControlApp(control);
	const server = createServer(
		getRequestListener((request, env) => route(world, controlApp, request, env), {
			overrideGlobalObjects: false,
		}),
	);
	url = await listen(server, port, host);

	return {
		url,
		control,
		provider: (id) => ({
			baseUrl: `${url}/${id}`,
			credentials: { ...stationOf(world, id).provider.credentials },
		}),
		async close() {
			world.deliveries.reset();
			const closed = new Promise((resolve) => server.close(resolve));
			server.closeAllConnections();
			await closed;
		},
	};
}

async function route(
	world: World,
	controlApp: ReturnType<typeof createControlApp>,
	request: Request,
	{ incoming, outgoing }: HttpBindings | Http2Bindings,
): Promise<Response> {
	const { pathname } = new URL(request.url);
	const first = pathname.split('/')[1] ?? '';
	if (first === 'control') {
		if (!isLocal(incoming.socket.remoteAddress, request.headers.get('origin'))) {
			return Response.json({ error: 'The control API answers this machine only.' }, { status: 403 });
		}
		return controlApp.fetch(stripPrefix(request, '/control'));
	}
	const id = providerId(first);
	if (id === undefined) {
		const known = [...world.stations.keys()].map((known) => `/${known}`).join(', ');
		return Response.json({ error: `Nothing is here. The sandbox has ${known} and /control.` }, { status: 404 });
	}
	const verdict = await passToVendor(world, stationOf(world, id), request);
	if (verdict.kind === 'answer') return verdict.response;
	if (verdict.kind === 'drop') outgoing.socket?.resetAndDestroy();
	return verdict.kind === 'drop' ? RESPONSE_ALREADY_SENT : new Promise(() => undefined);
}

// A web page elsewhere can make a browser on this machine post here; its Origin gives it away.
function isLocal(address: string | undefined, origin: string | null): boolean {
	if (!isLoopbackAddress(address)) return false;
	return origin === null || isLoopbackHost(parseHttpUrl(origin)?.hostname ?? '');
}

function stripPrefix(request: Request, prefix: string): Request {
	const url = new URL(request.url);
	url.pathname = url.pathname.slice(prefix.length) || '/';
	return new Request(url, request);
}

function stationOf(world: World, id: ProviderId): Station {
	const station = world.stations.get(id);
	if (!station) throw new Error(`The sandbox plays no provider "${id}".`);
	return station;
}

function listen(server: Server, port: number, host: string): Promise<string> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, () => {
			server.off('error', reject);
			const address = server.address();
			resolve(`http://${host.includes(':') ? `[${host}]` : host}:${portOf(address)}`);
		});
	});
}

function portOf(address: AddressInfo | string | null): number {
	if (address === null || typeof address === 'string') throw new Error('The server has no TCP port.');
	return address.port;
}
